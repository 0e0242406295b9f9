import { Gate } from "./gate";
import { changedTotal, totalLines } from "./shop";
import type { Studio } from "./studio";

/** A picture of the window, and how long the tour stays there. */
export interface Scene {
  readonly shot: Buffer;
  readonly ms: number;
}

/**
 * Goes the way of a person who asks about some code and has it changed: each scene is the window at that moment. At the
 * end the change is kept and saved, and the answer still stands in the chat.
 */
export async function tour(
  studio: Studio,
): Promise<{ readonly scenes: readonly Scene[]; readonly review: Buffer }> {
  const scenes: Scene[] = [];
  const show = async (ms: number): Promise<void> => void scenes.push({ shot: await studio.shot(), ms });
  await ask(studio, show);
  const review = await edit(studio, show);
  return { scenes, review };
}

type Show = (ms: number) => Promise<void>;

async function ask(studio: Studio, show: Show): Promise<void> {
  const { chat, composer, conversation, endpoint, story } = studio;
  await studio.select(totalLines);
  await show(1_500);
  const row = await studio.offered("askAboutSelection");
  await show(1_500);
  await row.click();
  await composer.and(chat.locator(":focus")).waitFor();
  await chat
    .getByText(`cart.ts:${totalLines.join("-")}`)
    .first()
    .waitFor();
  await composer.pressSequentially("#types");
  await chat
    .getByRole("option", { name: /types\.ts/ })
    .first()
    .click();
  await chat.getByRole("list").getByText("types.ts").waitFor();
  await composer.pressSequentially(story.question);
  await show(1_800);

  const [first, second, third] = story.answer;
  const gate = new Gate([first.length, first.length + second.length + 90]);
  endpoint.next({
    type: "answer",
    text: first + second + third,
    thinking: story.thinking,
    deltaMs: 1,
    deltaChars: 4,
    beforeText: gate.beforeText,
  });
  await composer.press("Enter");
  await conversation.getByText("445.5").waitFor();
  await show(900);
  gate.letOn();
  await conversation.getByText("const goods = cart.lines").waitFor();
  await show(900);
  gate.letOn();
  await studio.send.waitFor();
  await show(3_000);
}

async function edit(studio: Studio, show: Show): Promise<Buffer> {
  const { endpoint, input, page, story, words, workbench } = studio;
  const lenses = workbench.editor.locator(".codelens-decoration");
  await workbench.openFile("cart.ts");
  await studio.select(totalLines);
  await studio.run("edit");
  await input.getByText("cart.ts").first().waitFor();
  await page.keyboard.type(story.instruction);
  await studio.row(words.say("Edit {0}").split("{0}")[0] ?? "").waitFor();
  await show(2_000);

  const gate = new Gate([changedTotal.indexOf("  if (cart.coupon")]);
  endpoint.next({
    type: "answer",
    text: changedTotal,
    deltaMs: 1,
    deltaChars: 8,
    beforeText: gate.beforeText,
  });
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
  await lenses.getByText(words.say("Claude is writing…"), { exact: true }).first().waitFor();
  await workbench.editor.getByText("Math.round(lineTotal(line))").first().waitFor();
  await show(1_000);
  gate.letOn();
  await lenses.getByText(words.say("Show Diff")).waitFor();
  await lenses.nth(1).getByText(words.say("Keep"), { exact: true }).waitFor();
  await workbench.editor.getByText("sum -= cart.coupon.cents").first().waitFor();
  await show(3_000);
  const review = await studio.shot(page.locator(".part.editor"));

  await studio.run("keepAll");
  await lenses.first().waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+S");
  await page.locator('.tab.active:not(.dirty)[data-resource-name="cart.ts"]').waitFor();
  await show(2_500);
  return review;
}
