// Talks to the server this page came from, and to nothing else.

const HEADERS = { "content-type": "application/json", "x-onrecord": document.body.dataset.csrf };

/** A refusal by the server, with its reason. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem);
    this.status = status;
  }
}

async function answer(response) {
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused(response.status, `The server answered ${response.status}. Is this page from another start of it?`);
  }
  if (!response.ok) throw new Refused(response.status, body.problem || `The server answered ${response.status}.`);
  return body;
}

export async function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  return answer(await fetch(`${path}?${query}`, { headers: { accept: "application/json" } }));
}

export async function post(path, body) {
  return answer(await fetch(path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) }));
}
