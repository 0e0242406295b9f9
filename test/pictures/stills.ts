import { ImageTab } from "../e2e/pages/imageTab";
import { dropFiles } from "../e2e/pages/pictures";
import { checkoutPicture } from "./checkout";
import { addEarlier } from "./earlier";
import type { Studio } from "./studio";

/** Pictures by the names of their files, without the ending. */
export type Stills = Readonly<Record<string, Buffer>>;

/** Takes the pictures that stand still, after the tour: its answer is in the chat. */
export async function stills(studio: Studio): Promise<Stills> {
  const answers = await ofTheAnswer(studio);
  await studio.workbench.setTheme("dark");
  return {
    ...answers,
    models: await models(studio),
    conversations: await conversations(studio),
    image: await image(studio),
  };
}

async function ofTheAnswer(studio: Studio): Promise<Stills> {
  const { page, workbench } = studio;
  const sideBar = page.locator(".part.sidebar");
  const ask = await studio.shot(sideBar);
  await workbench.setTheme("high-contrast");
  const highContrast = await studio.shot(sideBar);
  await workbench.setTheme("light");
  return { ask, "high-contrast": highContrast, light: await studio.shot(sideBar) };
}

async function models(studio: Studio): Promise<Buffer> {
  await studio.run("selectModel");
  await studio.row("claude-opus-5-5").waitFor();
  const shot = await studio.shot(studio.input, await cutOff(studio));
  await studio.page.keyboard.press("Escape");
  return shot;
}

/** How much at the end of a list VS Code gives to a row of which it shows only that something follows, in pixels. */
async function cutOff(studio: Studio): Promise<number> {
  // Where rows lie is known when the list is at rest.
  await studio.shot();
  return studio.input.evaluate((widget) => {
    const end = widget.querySelector(".quick-input-list .monaco-list")?.getBoundingClientRect().bottom ?? 0;
    const tops = [...widget.querySelectorAll(".monaco-list-row")]
      .map((row) => row.getBoundingClientRect())
      .filter(({ top, bottom }) => top < end && bottom > end)
      .map(({ top }) => top);
    return Math.ceil(Math.max(0, ...tops.map((top) => widget.getBoundingClientRect().bottom - top)));
  });
}

async function conversations(studio: Studio): Promise<Buffer> {
  const { input, page, story, workbench } = studio;
  await addEarlier(workbench.workspace, story.earlier);
  await studio.run("showConversations");
  for (const { question } of story.earlier) {
    await studio.row(question).waitFor();
  }
  await input.locator("input:visible").first().fill(story.search);
  for (const { answer } of story.earlier) {
    await studio.row(answer).waitFor();
  }
  const shot = await studio.shot(input);
  await page.keyboard.press("Escape");
  return shot;
}

async function image(studio: Studio): Promise<Buffer> {
  const { chat, composer, page, story, words, workbench } = studio;
  await workbench.openChat(`Ask Claude: ${words.command("newChat")}`, composer);
  const browser = page.context().browser();
  if (browser === null) {
    throw new Error("The workbench has lost its browser.");
  }
  const { bytes, width, mail } = await checkoutPicture(browser, story);
  await dropFiles(composer, [{ name: "checkout.png", type: "image/png", bytes }]);
  const chip = chat.getByRole("button", { name: /checkout\.png/ }).first();
  await chip.waitFor();
  // VS Code lets no click through to a page until the mouse tells that the drag is over.
  await page.mouse.move(800, 20);
  await page.mouse.move(810, 20);
  await chip.click();
  const tab = new ImageTab(page);
  await tab.picture.waitFor();
  await tab.button(words.say("Black Out")).click();
  const [left, top, right, bottom] = mail;
  await tab.drag(width, [left, top], [right, bottom]);
  await tab.black.waitFor();
  await composer.click();
  await composer.fill(story.imageQuestion);
  return studio.shot();
}
