import type { Locator, Page } from "playwright-core";

/** A line of code in pieces that look the same: text without white space, colour, and whether bold, italic and so on. */
export type LineLook = readonly string[];

/** How the code of a drawn code block looks, line by line. */
export function blockLooks(pre: Locator): Promise<readonly LineLook[]> {
  return pre.evaluate((element) => {
    const lines: string[][] = [[]];
    let last = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const style = getComputedStyle(node.parentElement!);
      const look = [style.color, style.fontWeight, style.fontStyle, style.textDecorationLine].join(" ");
      for (const character of node.nodeValue!) {
        const line = lines.at(-1)!;
        if (character === "\n") {
          lines.push([]);
          last = "";
        } else if (character.trim() !== "") {
          if (look === last) {
            line.push(line.pop()!.replace(/ (?=rgb)/, `${character} `));
          } else {
            line.push(`${character} ${look}`);
          }
          last = look;
        }
      }
    }
    return lines.slice(0, -1);
  });
}

/** The same of the editor that shows a file of this name; only its lines in sight are in the page. */
export function editorLooks(page: Page, name: string): Promise<readonly LineLook[]> {
  return page.locator(`.editor-group-container .monaco-editor[data-uri$="/${name}"]`).evaluate((editor) => {
    const drawn = [...editor.querySelectorAll<HTMLElement>(".view-line")];
    const top = (line: HTMLElement): number => Number.parseFloat(line.style.top);
    return drawn
      .sort((a, b) => top(a) - top(b))
      .map((element) => {
        const line: string[] = [];
        let last = "";
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const style = getComputedStyle(node.parentElement!);
          const look = [style.color, style.fontWeight, style.fontStyle, style.textDecorationLine].join(" ");
          for (const character of node.nodeValue!) {
            if (character.trim() !== "") {
              if (look === last) {
                line.push(line.pop()!.replace(/ (?=rgb)/, `${character} `));
              } else {
                line.push(`${character} ${look}`);
              }
              last = look;
            }
          }
        }
        return line;
      });
  });
}
