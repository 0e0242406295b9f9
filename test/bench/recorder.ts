import type { Frame } from "playwright-core";

/** What is noted in a page; times are those of `Date.now()`. */
export interface Recording {
  /** When Enter was pressed the last time. */
  readonly entered: number;
  readonly firstText: number;
  readonly lastChange: number;
  readonly longTasks: readonly number[];
  readonly longestFrame: number;
}

interface Recorder {
  recording: { -readonly [Key in keyof Recording]: Recording[Key] };
  readonly stop: () => void;
}

declare global {
  interface Window {
    benchRecorder?: Recorder;
  }
}

/** Begins to note what happens in a page; the first text is the one that holds these words. */
export async function record(frame: Frame, expected: string): Promise<void> {
  await frame.evaluate((words) => {
    window.benchRecorder?.stop();
    const log = document.querySelector("[role=log]") ?? document.body;
    const stopped = new AbortController();
    const recording = { entered: 0, firstText: 0, lastChange: 0, longTasks: [] as number[], longestFrame: 0 };
    const changes = new MutationObserver(() => {
      recording.lastChange = Date.now();
      if (recording.firstText === 0 && log.textContent.includes(words)) {
        recording.firstText = recording.lastChange;
      }
    });
    changes.observe(log, { subtree: true, childList: true, characterData: true });
    const tasks = new PerformanceObserver((list) => {
      recording.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    tasks.observe({ type: "longtask" });
    window.addEventListener(
      "keydown",
      ({ key }) => {
        recording.entered = key === "Enter" ? Date.now() : recording.entered;
      },
      { capture: true, signal: stopped.signal },
    );
    let last = performance.now();
    const step = (): void => {
      const now = performance.now();
      recording.longestFrame = Math.max(recording.longestFrame, now - last);
      last = now;
      if (!stopped.signal.aborted) {
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
    window.benchRecorder = {
      recording,
      stop: () => {
        changes.disconnect();
        tasks.disconnect();
        stopped.abort();
      },
    };
  }, expected);
}

/** Resolves when nothing has changed in the conversation for so long, and gives what was noted. */
export async function recorded(frame: Frame, quietMs = 600): Promise<Recording> {
  return frame.evaluate(async (quiet) => {
    const { recording, stop } = window.benchRecorder!;
    const begun = Date.now();
    while (Date.now() - Math.max(recording.lastChange, begun) < quiet) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    stop();
    return recording;
  }, quietMs);
}

/** When the page's first text was painted. */
export async function firstPaint(frame: Frame): Promise<number> {
  return frame.evaluate(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      if (paint) {
        return performance.timeOrigin + paint.startTime;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}
