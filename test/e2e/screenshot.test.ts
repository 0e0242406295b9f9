import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { png } from "../support/pictures";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const earlier = png(20, 10, () => [200, 0, 0, 255]);
const later = png(40, 30, (x, y) => [x * 6, y * 8, 120, 255]);

/** As the system's own tool does it. */
async function copyPicture({ chat }: Workbench, picture: Uint8Array): Promise<void> {
  await chat.composer.evaluate(
    async (_, bytes) => {
      const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    },
    [...picture],
  );
}

describe("a screenshot where the extension runs on another machine", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);

  const banner = (): Locator => workbench.chat.content.getByText("It is attached when you are back here.");

  const copy = (picture: Uint8Array): Promise<void> => copyPicture(workbench, picture);

  async function attachedScreenshot(): Promise<void> {
    const { chat } = workbench;
    const chip = chat.attachments.getByRole("listitem").filter({ hasText: "Screenshot" });
    await chip.waitFor();
    assert.equal(await chat.attachments.getByRole("listitem").count(), 1);
  }

  it("is taken from the person's clipboard when it comes, with the command", async () => {
    const { chat, page } = workbench;
    await copy(earlier);
    await workbench.palette("Ask Claude about a Screenshot");
    await banner().waitFor();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    await page.waitForTimeout(1_500);
    await workbench.screenshot("screenshot waiting");
    assert.equal(await chat.attachments.getByRole("listitem").count(), 0);
    await copy(later);
    await attachedScreenshot();
    await banner().waitFor({ state: "detached" });
    await workbench.screenshot("screenshot attached");
  });

  it("is offered after #", async () => {
    const { chat, page } = workbench;
    await page.keyboard.type("#screensh");
    await chat.content.getByRole("option", { selected: true, name: /Screenshot/ }).waitFor();
    await workbench.screenshot("screenshot row");
    await page.keyboard.press("Enter");
    await banner().waitFor();
    await page.waitForTimeout(1_500);
    await copy(earlier);
    await attachedScreenshot();
    assert.equal(await chat.composer.inputValue(), "");
  });

  it("is asked for with the button of the composer", async () => {
    await workbench.chat.button("Add a Screenshot").click();
    await banner().waitFor();
    await workbench.page.keyboard.press("Escape");
    await banner().waitFor({ state: "detached" });
  });
});

describe("a screenshot in Restricted Mode", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ trusted: false });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  closeAfterSuite(() => workbench);

  it("is taken as elsewhere: it is not of the workspace", async () => {
    const { chat, page } = workbench;
    await workbench.palette("Ask Claude about a Screenshot");
    await chat.content.getByText("It is attached when you are back here.").waitFor();
    await page.waitForTimeout(1_500);
    await copyPicture(workbench, later);
    await chat.attachments.getByRole("listitem").filter({ hasText: "Screenshot" }).waitFor();
  });
});
