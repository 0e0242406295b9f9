import type { Workbench } from "./workbench";

/** Keeps a picture of the window after each failed test of the suite in which it is called. */
export function keepPicturesOfFailures(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === "failed") {
      await workbench()?.screenshot(`failed ${test.fullTitle().replaceAll(/[^\w -]+/g, "_")}`);
    }
  });
}
