"""A real Chromium without a window, and what a person does in it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

#: Seconds to wait for the page on a machine that has other work too.
PATIENCE = 60.0
_SELECT = """
const [from, to] = arguments;
const chunks = [...document.querySelectorAll('.chunk')];
const place = (words, end) => {
  for (const chunk of chunks) {
    const walker = document.createTreeWalker(chunk, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at + (end ? words.length : 0)];
    }
  }
};
const range = document.createRange();
range.setStart(...place(from, false));
range.setEnd(...place(to, true));
const selection = window.getSelection();
selection.removeAllRanges();
selection.addRange(range);
range.startContainer.parentElement.scrollIntoView({block: 'center'});
"""


class Browser:
    """One window on one review."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Open a page and wait until it works."""
        self.driver.get(address)
        self.wait(lambda: self.js("return document.body.dataset.ready"), "the page is ready")

    def js(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page (from outside of its own rules)."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait for something to become true."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if found := condition():
                    return found
            except Exception as error:  # noqa: BLE001 - an element on its way in or out; judged at the end
                last = error
            else:
                last = None
            if time.monotonic() > end:
                raise AssertionError(f"not within {PATIENCE} s: {what}") from last
            time.sleep(0.03)

    def saved(self) -> None:
        """Wait until nothing is on its way to the server."""
        self.wait(lambda: self.text("#saved") == "All saved", "all is saved")

    def one(self, selector: str) -> WebElement:
        """The element for a selector, when it is there."""
        return self.wait(lambda: self.driver.find_element(By.CSS_SELECTOR, selector), selector)  # type: ignore[no-any-return]

    def text(self, selector: str) -> str:
        """Its text as it is read."""
        return str(self.wait(lambda: (self.driver.find_element(By.CSS_SELECTOR, selector).text,), selector)[0])

    def count(self, selector: str) -> int:
        """How many there are."""
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def click(self, selector: str) -> None:
        """Click it, when it is there to be clicked."""
        self.wait(lambda: (self.driver.find_element(By.CSS_SELECTOR, selector).click(), True), selector)

    def choose(self, name: str, value: str) -> None:
        """Choose from a list among the filters."""
        script = "const s = document.querySelector(`#filters [name=${arguments[0]}]`); s.value = arguments[1];"
        self.js(script + "s.dispatchEvent(new Event('change', {bubbles: true}))", name, value)

    def press(self, *keys: str) -> None:
        """Press keys on whatever has the focus."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def control(self, key: str) -> None:
        """Press a key with Ctrl."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    def current(self) -> str:
        """Key of the claim on the card."""
        return str(self.js("return document.querySelector('#cards .card')?.dataset.key ?? ''"))

    def select(self, start: str, end: str | None = None) -> None:
        """Select words of the text, from the first of `start` to the last of `end`."""
        self.js(_SELECT, start, end or start)

    def fill(self, name: str, value: str) -> None:
        """Set a field of the form."""
        field = self.one(f".editor [name={name}]")
        if field.tag_name == "select":
            script = (
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
            )
            self.js(script, field, value)
        else:
            field.clear()
            field.send_keys(value)

    def words(self, field: str) -> str:
        """The words that a span field of the form holds."""
        return self.text(f".editor [data-span='{field}'] .words").strip("“”")

    def log(self) -> list[str]:
        """What the browser complained of since last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requested(self) -> set[str]:
        """Origins that the page asked anything of."""
        script = "return performance.getEntriesByType('resource').map((e) => new URL(e.name).origin)"
        return set(self.js(script))

    def picture(self, path: Path) -> Path:
        """A screenshot."""
        self.driver.save_screenshot(str(path))
        return path


@contextmanager
def chromium(profile: Path, *, width: int = 1280, height: int = 860) -> Iterator[Browser]:
    """A browser for the length of a block; skips the test where there is none."""
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--no-first-run",
        f"--user-data-dir={profile}",
        f"--window-size={width},{height}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    try:
        started.set_page_load_timeout(PATIENCE)
        started.set_script_timeout(PATIENCE)
        yield Browser(started)
    finally:
        started.quit()
