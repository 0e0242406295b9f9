import assert from "node:assert/strict";
import { axeFindings } from "./axe";
import { explainPricing } from "./pages/explained";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { themes, Workbench } from "./pages/workbench";

const answer = `\`total\` sums the lines of an order and adds tax. Step by step:

1. A discount outside **0 to 1** is refused.
2. Each line adds \`cents * count\`; a negative count is refused.
3. The discount comes off, then \`taxRate\` goes on top.

| input | result |
| --- | --- |
| two at 500 | 1190 |
| the same, 10 % off | 1071 |

To round each line on its own instead:

\`\`\`ts
sum += Math.round(line.cents * line.count * (1 - discount));
\`\`\`

See [the note on rounding](https://example.com/rounding).`;

describe("the look of the chat", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "pricing.ts": pricing }, openFile: "pricing.ts" });
    await explainPricing(workbench, answer, "the note on rounding");
  });
  closeAfterSuite(() => workbench);

  for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
    it(`can be read and used by everyone in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await workbench.screenshot(`look ${theme}`);
      const frame = await (await workbench.chat.content.locator("body").elementHandle())?.ownerFrame();
      assert.ok(frame);
      // The page is transparent; the side bar's colour behind it is not its own for axe to see.
      await frame.evaluate(() => {
        document.body.style.backgroundColor = "var(--vscode-sideBar-background)";
      });
      assert.deepEqual(await axeFindings(frame), []);
    });
  }

  it("fits into a narrow side bar without running over", async () => {
    const { page, chat } = workbench;
    const sash = await page
      .locator(".monaco-sash.vertical")
      .evaluateAll((sashes) =>
        sashes.map((element) => element.getBoundingClientRect()).map(({ x, width }) => x + width / 2),
      );
    const edge = Math.min(...sash.filter((x) => x > 200 && x < 600));
    await page.mouse.move(edge, 400);
    await page.mouse.down();
    await page.mouse.move(250, 400, { steps: 5 });
    await page.mouse.up();
    await workbench.screenshot("look narrow");
    const { width, content } = await chat.content.locator("body").evaluate((body) => ({
      width: body.clientWidth,
      content: body.scrollWidth,
    }));
    assert.ok(width < 280, `the side bar is ${width} px wide`);
    assert.ok(content <= width, `${content} px of content in ${width} px`);
  });
});
