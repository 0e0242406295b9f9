import type { Workbench } from "./workbench";

/** Has the code in `pricing.ts` explained by right-click with this answer, whose last words on the page are `end`. */
export async function explainPricing(workbench: Workbench, answer: string, end: string): Promise<void> {
  workbench.endpoint.next({ type: "answer", text: answer, deltaMs: 1 });
  await workbench.openFile("pricing.ts");
  await workbench.select(10, 24);
  await workbench.contextMenu("Explain with Claude");
  await workbench.chat.conversation.getByText(end).waitFor();
  await workbench.chat.send.waitFor();
}
