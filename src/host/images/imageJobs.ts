import type { ImageProblem, MadeImage } from "../../core/image";
import type { ImageLimits } from "../../core/imageLimits";
import type { ToView } from "../../core/protocol";
import type { Disposable } from "../disposables";
import { plainBytes } from "./plainBytes";

/** What a page answered to a job. Without a problem, no page answered in time. */
export type JobResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem?: ImageProblem };

/** A page that is there and listens. */
export interface ImagePage {
  readonly post: (message: ToView) => void;
}

interface Job {
  readonly message: ToView;
  readonly preferred: ImagePage;
  readonly resolve: (result: JobResult<MadeImage | Uint8Array>) => void;
  /** Who works at it. */
  page?: ImagePage | undefined;
  timer?: NodeJS.Timeout;
}

/** A large picture takes a second or two; a page that is just being loaded, as much again. */
const usualPatienceMs = 20_000;

/**
 * Pictures are decoded and scaled in a page, where a fault of a decoder harms nothing: this gives the work out and
 * takes the results in. Work that a page leaves behind goes to another one, or waits for the next.
 */
export class ImageJobs {
  readonly #patienceMs: number;
  readonly #pages = new Set<ImagePage>();
  readonly #jobs = new Map<number, Job>();
  #last = 0;

  /** @param patienceMs for how long a job waits for a page, and then for its answer */
  constructor(patienceMs = usualPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /** A page listens, until what is given back is disposed of. */
  join(page: ImagePage): Disposable {
    this.#pages.add(page);
    for (const [job, each] of this.#jobs) {
      if (each.page === undefined) {
        this.#give(job, each);
      }
    }
    return { dispose: () => this.#leave(page) };
  }

  /**
   * Has an image made of the bytes of a picture.
   * @param page does it if it listens; else any other
   */
  async make(
    page: ImagePage,
    { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
    limits: ImageLimits,
  ): Promise<JobResult<MadeImage>> {
    const result = await this.#ask(page, (job) => ({
      type: "makeImage",
      job,
      name,
      bytes: plainBytes(bytes),
      limits,
    }));
    if (!result.ok) {
      return result;
    }
    const { value } = result;
    return value instanceof Uint8Array ? damaged : { ok: true, value };
  }

  /**
   * Has an image that is kept made as small as the limits want it.
   * @param page does it if it listens; else any other
   */
  async fit(page: ImagePage, bytes: Uint8Array, limits: ImageLimits): Promise<JobResult<Uint8Array>> {
    const result = await this.#ask(page, (job) => ({
      type: "fitImage",
      job,
      bytes: plainBytes(bytes),
      limits,
    }));
    if (!result.ok) {
      return result;
    }
    const { value } = result;
    return value instanceof Uint8Array ? { ok: true, value } : damaged;
  }

  /** Takes in what a page answered; a job that nobody waits for is dropped. */
  done(job: number, result: JobResult<MadeImage | Uint8Array>): void {
    const waiting = this.#jobs.get(job);
    this.#jobs.delete(job);
    clearTimeout(waiting?.timer);
    waiting?.resolve(result);
  }

  #ask(preferred: ImagePage, message: (job: number) => ToView): Promise<JobResult<MadeImage | Uint8Array>> {
    this.#last += 1;
    const job = this.#last;
    return new Promise((resolve) => {
      const asked: Job = { message: message(job), preferred, resolve };
      this.#jobs.set(job, asked);
      this.#give(job, asked);
    });
  }

  #give(job: number, asked: Job): void {
    const [anyPage] = this.#pages;
    asked.page = this.#pages.has(asked.preferred) ? asked.preferred : anyPage;
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => this.done(job, { ok: false }), this.#patienceMs);
    asked.page?.post(asked.message);
  }

  #leave(page: ImagePage): void {
    this.#pages.delete(page);
    for (const [job, asked] of this.#jobs) {
      if (asked.page === page) {
        this.#give(job, asked);
      }
    }
  }
}

const damaged: JobResult<never> = { ok: false, problem: { reason: "damaged" } };
