import assert from "node:assert/strict";
import type { Page } from "playwright-core";

const elements = new Set(
  "a blockquote br button code del details div em h3 h4 h5 h6 hr li ol p pre span strong summary table tbody td th thead tr ul".split(
    " ",
  ),
);
const attributes = new Set(
  "aria-hidden aria-label class data-address data-code dir hidden role start tabindex title type".split(" "),
);

/** Fails unless everything in these elements is on the list of what an answer may become, and nothing ran. */
export async function assertHarmless(page: Page, selector: string): Promise<number> {
  const { found, evil } = await page.evaluate((inside) => {
    const kinds = new Map<string, number>();
    for (const element of document.querySelectorAll(`${inside} *`)) {
      const kind = [element.namespaceURI, element.localName, ...element.getAttributeNames()].join(" ");
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    return { found: [...kinds], evil: "evil" in window };
  }, selector);
  for (const [kind] of found) {
    const [namespace, name = "", ...names] = kind.split(" ");
    assert.equal(namespace, "http://www.w3.org/1999/xhtml", kind);
    assert.ok(elements.has(name), `<${name}>`);
    for (const attribute of names) {
      assert.ok(attributes.has(attribute), `${attribute} on <${name}>`);
    }
  }
  assert.equal(evil, false);
  return found.reduce((sum, [, count]) => sum + count, 0);
}

/** The kinds of elements outside of answers, with their attributes: whatever the text, they are the page's own. */
export function pageElements(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll("html *")]
        .filter((element) => element.closest(".answer") === null)
        .map((element) => [element.localName, ...element.getAttributeNames().toSorted()].join(" ")),
    ),
  ]);
}

/** Watches what the browser asks any server for, and what its policies stop, from now on. */
export async function watchBrowser(page: Page): Promise<() => Promise<readonly string[]>> {
  const seen: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Network.requestWillBeSent", ({ request }) => seen.push(`request ${request.url}`));
  session.on("Network.webSocketCreated", ({ url }) => seen.push(`socket ${url}`));
  session.on("Audits.issueAdded", ({ issue }) => {
    if (issue.code === "ContentSecurityPolicyIssue") {
      seen.push(`policy ${JSON.stringify(issue.details)}`);
    }
  });
  await session.send("Network.enable");
  await session.send("Audits.enable");
  await page.evaluate(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener("securitypolicyviolation", (event) =>
      violations.push(`policy ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return async () => [
    ...seen,
    ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)),
  ];
}
