import type { Locator, Page } from "playwright-core";

/** A line of code in pieces that look the same: text without white space, colour, and whether bold, italic and so on. */
export type LineLook = readonly string[];

declare global {
  interface Window {
    lookOf?: (element: Element) => readonly string[];
  }
}

/** How the code of each drawn code block in the chat looks, line by line. */
export async function blockLooks(blocks: Locator): Promise<readonly (readonly LineLook[])[]> {
  await blocks.first().evaluate(defineLookOf);
  return blocks
    .evaluateAll((all) =>
      all.map((pre) => {
        const lines: string[][] = [[]];
        const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const [look = ""] = window.lookOf!(node.parentElement!);
          for (const [index, part] of node.nodeValue!.split("\n").entries()) {
            if (index > 0) {
              lines.push([]);
            }
            lines.at(-1)!.push(`${part}\0${look}`);
          }
        }
        return lines.slice(0, -1);
      }),
    )
    .then((all) => all.map((lines) => lines.map(joined)));
}

/** The same of the editors, by the names of their files; only the lines in sight are in the page. */
export async function editorLooks(page: Page): Promise<Readonly<Record<string, readonly LineLook[]>>> {
  await page.evaluate(defineLookOf);
  const all = await page.locator(".editor-group-container .monaco-editor[data-uri]").evaluateAll((editors) =>
    editors.map((editor) => {
      const top = (line: HTMLElement): number => Number.parseFloat(line.style.top);
      const lines = [...editor.querySelectorAll<HTMLElement>(".view-line")].sort((a, b) => top(a) - top(b));
      const looks = lines.map((line) =>
        [...line.querySelectorAll(":scope > span > span")].map(
          (leaf) => `${leaf.textContent}\0${window.lookOf!(leaf)[0]}`,
        ),
      );
      return [editor.getAttribute("data-uri")!.split("/").at(-1)!, looks] as const;
    }),
  );
  return Object.fromEntries(all.map(([name, lines]) => [name, lines.map(joined)]));
}

/** In a page: how what stands in an element looks. Asked of the browser once for each class: that takes its time. */
function defineLookOf(): void {
  const known = new Map<string, readonly string[]>();
  window.lookOf = (element) => {
    const name = `${element.localName}.${element.className}`;
    const { color, fontWeight, fontStyle, textDecorationLine } = known.has(name)
      ? { color: "", fontWeight: "", fontStyle: "", textDecorationLine: "" }
      : getComputedStyle(element);
    const look = known.get(name) ?? [[color, fontWeight, fontStyle, textDecorationLine].join(" ")];
    known.set(name, look);
    return look;
  };
}

/** White space cannot be seen, but where it is underlined or struck through. */
function joined(pieces: readonly string[]): LineLook {
  const line: (readonly [string, string])[] = [];
  for (const piece of pieces) {
    const [text = "", look = ""] = piece.split("\0");
    const seen = /underline|line-through/.test(look)
      ? text.replaceAll("\u00a0", " ")
      : text.replaceAll(/\s/g, "");
    const last = line.at(-1);
    if (last?.[1] === look) {
      line[line.length - 1] = [last[0] + seen, look];
    } else if (seen !== "") {
      line.push([seen, look]);
    }
  }
  return line.map(([text, look]) => `${text} ${look}`);
}
