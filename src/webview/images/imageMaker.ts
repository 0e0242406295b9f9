import type { ImageProblem, MadeImage } from "../../core/image";
import type { ImageEdits } from "../../core/imageEdits";
import type { ImageLimits } from "../../core/imageLimits";
import type { WorkOrder, WorkResult } from "./imageWork";
import { wholeBuffer } from "./ownBytes";
import { startWorker } from "./startWorker";
import { drawSvg } from "./svgDrawing";

interface Failure {
  readonly ok: false;
  readonly problem: ImageProblem;
}

/** An image made of a picture, or why there is none. */
export type MakeOutcome = { readonly ok: true; readonly made: MadeImage; readonly hash: string } | Failure;

/** An image within limits, or why there is none. */
export type FitOutcome = { readonly ok: true; readonly bytes: Uint8Array } | Failure;

/** A picture that takes longer has brought a decoder to a stop. */
const patienceMilliseconds = 20_000;

/** A worker with nothing to do is let go, with the picture it holds. */
const idleMilliseconds = 60_000;

const damaged: WorkResult = { type: "failed", problem: { reason: "damaged" } };

/** Has images made in a worker, one at a time, in the order in which they are asked for. It never throws. */
export class ImageMaker {
  #worker: Worker | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** Makes an image of a picture's file. The memory of `bytes` is handed over: they are empty afterwards. */
  make(bytes: Uint8Array, limits: ImageLimits): Promise<MakeOutcome> {
    return this.#inTurn(async () => {
      const whole = wholeBuffer(bytes);
      const result = await this.#ask({ type: "make", bytes: whole, limits }, [whole.buffer]);
      if (result.type !== "svg") {
        return makeOutcome(result);
      }
      const drawn = await drawSvg(result.bytes, result.size);
      return drawn === undefined
        ? makeOutcome(damaged)
        : makeOutcome(await this.#ask({ type: "makeDrawn", drawn, limits }, [drawn]));
    });
  }

  /**
   * Makes an image that is kept as small as the limits want it; the same bytes when it keeps to them. The memory of
   * `bytes` is handed over: they are empty afterwards.
   */
  fit(bytes: Uint8Array, limits: ImageLimits): Promise<FitOutcome> {
    return this.#inTurn(async () => {
      const whole = wholeBuffer(bytes);
      const result = await this.#ask({ type: "fit", bytes: whole, limits }, [whole.buffer]);
      return result.type === "fitted" ? { ok: true, bytes: result.bytes } : notMade(result);
    });
  }

  /** Makes another image of one that is kept, whose bytes stay as they are. Rectangles are in its own pixels. */
  edit(bytes: Uint8Array, edits: ImageEdits, limits: ImageLimits): Promise<MakeOutcome> {
    return this.#inTurn(async () => makeOutcome(await this.#ask({ type: "edit", bytes, edits, limits }, [])));
  }

  #inTurn<Outcome>(run: () => Promise<Outcome>): Promise<Outcome | Failure> {
    // One that fails in a way nobody thought of must not take the next ones along.
    const turn = this.#tail.then(run).catch(() => notMade(damaged));
    this.#tail = turn;
    return turn;
  }

  #ask(order: WorkOrder, transfer: Transferable[]): Promise<WorkResult> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= startWorker());
    return new Promise((resolve) => {
      const finish = (result: WorkResult): void => {
        clearTimeout(timer);
        worker.onmessage = null;
        worker.onerror = null;
        resolve(result);
      };
      const giveUp = (): void => {
        this.#letGo();
        finish(damaged);
      };
      const timer = setTimeout(giveUp, patienceMilliseconds);
      worker.onmessage = ({ data }: MessageEvent<WorkResult>) => {
        this.#idle = setTimeout(() => this.#letGo(), idleMilliseconds);
        finish(data);
      };
      worker.onerror = giveUp;
      try {
        worker.postMessage(order, transfer);
      } catch {
        giveUp();
      }
    });
  }

  #letGo(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function makeOutcome(result: WorkResult): MakeOutcome {
  return result.type === "made" ? { ok: true, made: result.made, hash: result.hash } : notMade(result);
}

function notMade(result: WorkResult): Failure {
  return { ok: false, problem: result.type === "failed" ? result.problem : { reason: "damaged" } };
}
