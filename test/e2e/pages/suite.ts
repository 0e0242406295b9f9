import { keepPicturesOfFailures } from "./failurePictures";
import type { Workbench } from "./workbench";

/** Closes the workbench that a suite opens for all its tests, even half set up, and keeps pictures of failures. */
export function closeAfterSuite(workbench: () => Workbench | undefined): void {
  after(async () => workbench()?.close());
  keepPicturesOfFailures(workbench);
}

/** Begins each test of the suite in which it is called with an empty chat and an endpoint that has heard nothing. */
export function newChatForEachTest(workbench: () => Workbench): void {
  beforeEach(async () => {
    const { chat, endpoint } = workbench();
    endpoint.reset();
    await workbench().focusChat("New Chat");
    await chat.clearAttachments();
  });
}
