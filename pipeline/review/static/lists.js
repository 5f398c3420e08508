// Lists over the whole folder: decisions without an article, disagreements, silent sentences, inputs set aside.

import { get } from "./api.js";
import { byId, fill, h } from "./dom.js";

/** Fetch and show the lists. `act`: open(document, start, contested), move(stray, document), letGo(stray). */
export async function showLists(act) {
  const dialog = byId("lists");
  const body = dialog.querySelector(".body");
  fill(body, h("p", {}, "One moment…"));
  if (!dialog.open) dialog.showModal();
  const { rejected, silent, strays, disagreements } = await get("/api/aside");
  const go = (document, start, contested = false) => () => {
    dialog.close();
    act.open(document, start, contested);
  };
  fill(
    body,
    section("Disagreements between reviewers", disagreements, (row) =>
      h("li", {}, h("button", { type: "button", class: "open", onclick: go(row.document, row.start, true) }, row.title),
        h("span", {}, row.kind === "missing" ? " one has no such claim" : ` differ in ${row.fields.join(", ")}`),
        h("ul", {}, Object.entries(row.sides).map(([name, claim]) => h("li", { dir: "auto" }, h("strong", {}, name), `: ${claim}`))))),
    section("Decisions whose article is gone", strays, (stray) => strayRow(stray, act)),
    section("Articles with silent sentences", silent, (row) =>
      h("li", {}, h("button", { type: "button", class: "open", onclick: go(row.document, null) }, row.title), ` ${row.count}`)),
    section("Inputs set aside", rejected, (row) =>
      h("li", { dir: "auto" }, h("strong", {}, row.source), row.where ? ` ${row.where}` : "", `: ${row.reason}`)),
  );
}

function section(title, rows, draw) {
  return h("details", { open: rows.length > 0 && rows.length < 30 }, h("summary", {}, `${title} (${rows.length})`),
    rows.length ? h("ol", {}, rows.slice(0, 500).map(draw)) : h("p", { class: "none" }, "None."));
}

function strayRow(stray, act) {
  return h("li", {},
    h("strong", { dir: "auto" }, stray.document), ` ${stray.decisions.length} decisions. `,
    stray.candidates.map((document) =>
      h("button", { type: "button", onclick: () => act.move(stray, document) }, `It is now ${document}`)),
    h("button", { type: "button", onclick: () => act.letGo(stray) }, "Let go"),
    h("ul", {}, stray.decisions.slice(0, 20).map((d) => h("li", { dir: "auto" }, `${d.reviewer} ${d.verb}: ${d.holder} · ${d.stance} · ${d.target}`))));
}
