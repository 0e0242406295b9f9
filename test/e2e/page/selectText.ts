import type { Page } from "playwright-core";

/** Selects from the beginning of one text to the end of another one, each where it comes first in an element. */
export async function selectText(page: Page, within: string, from: string, to: string): Promise<void> {
  await page.evaluate(
    ([root, first, last]) => {
      const place = (words: string): [Text, number] => {
        const walker = document.createTreeWalker(document.querySelector(root)!, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const index = (node as Text).data.indexOf(words);
          if (index !== -1) {
            return [node as Text, index];
          }
        }
        throw new Error(`no ${words}`);
      };
      const [start, startOffset] = place(first);
      const [end, endOffset] = place(last);
      getSelection()!.setBaseAndExtent(start, startOffset, end, endOffset + last.length);
    },
    [within, from, to] as const,
  );
}
