import * as vscode from "vscode";

import { chatViewId } from "../manifest";

/** From here on the person is offered a way out. */
const slowMs = 2_000;

/**
 * Does something for one picture after another, with a bar over the chat. When it takes long, the person is told how far
 * it is and can stop it; what was done by then is given.
 */
export async function oneByOne<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<readonly Result[]> {
  const stop = new vscode.CancellationTokenSource();
  const done: Result[] = [];
  const all = untilStopped(things, work, stop.token, done);
  void vscode.window.withProgress({ location: { viewId: chatViewId } }, () => settled(all));
  const slow = setTimeout(() => tellProgress(all, stop, () => `${done.length} / ${things.length}`), slowMs);
  try {
    await all;
    return done;
  } finally {
    clearTimeout(slow);
    stop.dispose();
  }
}

async function untilStopped<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
  token: vscode.CancellationToken,
  done: Result[],
): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => {
    token.onCancellationRequested(() => resolve(undefined));
  });
  for (const thing of things) {
    const result = await Promise.race([work(thing).then((value) => ({ value })), stopped]);
    if (result === undefined) {
      return;
    }
    done.push(result.value);
  }
}

function tellProgress(all: Promise<void>, stop: vscode.CancellationTokenSource, far: () => string): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Preparing images…"),
    cancellable: true,
  };
  void vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => stop.cancel());
    const report = (): void => progress.report({ message: far() });
    report();
    const timer = setInterval(report, 500);
    await settled(all);
    clearInterval(timer);
  });
}

/** A bar only waits: what went wrong is told by whoever asked. */
function settled(all: Promise<void>): Promise<void> {
  return all.catch(() => undefined);
}
