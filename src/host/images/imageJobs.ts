import type { ImageProblem, MadeImage } from "../../core/image";
import type { ImageLimits } from "../../core/imageLimits";
import type { ToView } from "../../core/protocol";
import type { Disposable } from "../disposables";
import { plainBytes } from "./plainBytes";

/** What a page answered to a job. Without a problem, there was no page that could have. */
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
  /** Who works at it, or will when it has done what it was given before. */
  page?: ImagePage | undefined;
  /** Where it stands among all that was given out. */
  place: number;
  /** How many pages have gone while they worked at it. */
  lost: number;
  timer?: NodeJS.Timeout;
}

/** For how long jobs wait. */
export interface Patience {
  /** For a page, which may just be being loaded. */
  readonly pageMs: number;
  /** For a page's next answer: well above what it takes a page to give a picture up by itself. */
  readonly answerMs: number;
}

const usualPatience: Patience = { pageMs: 20_000, answerMs: 60_000 };

/** A picture that may have brought this many pages down is not given to another one. */
const mostLost = 2;

/**
 * Pictures are decoded and scaled in a page, where a fault of a decoder harms nothing: this gives the work out and
 * takes the results in. Work that a page leaves behind goes to another one, or waits for the next.
 */
export class ImageJobs {
  readonly #patience: Patience;
  readonly #pages = new Set<ImagePage>();
  readonly #jobs = new Map<number, Job>();
  #last = 0;
  #lastPlace = 0;

  constructor(patience = usualPatience) {
    this.#patience = patience;
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
    // The page is alive, and may begin only now with what it was given next.
    for (const [next, asked] of this.#jobs) {
      if (asked.page !== undefined && asked.page === waiting?.page) {
        this.#wait(next, asked);
      }
    }
  }

  #ask(preferred: ImagePage, message: (job: number) => ToView): Promise<JobResult<MadeImage | Uint8Array>> {
    this.#last += 1;
    const job = this.#last;
    return new Promise((resolve) => {
      const asked: Job = { message: message(job), preferred, resolve, place: 0, lost: 0 };
      this.#jobs.set(job, asked);
      this.#give(job, asked);
    });
  }

  #give(job: number, asked: Job): void {
    const [anyPage] = this.#pages;
    asked.page = this.#pages.has(asked.preferred) ? asked.preferred : anyPage;
    this.#lastPlace += 1;
    asked.place = this.#lastPlace;
    this.#wait(job, asked);
    asked.page?.post(asked.message);
  }

  #wait(job: number, asked: Job): void {
    const { pageMs, answerMs } = this.#patience;
    clearTimeout(asked.timer);
    // Told apart, because somebody can do something about a page that is not there.
    const result: JobResult<never> = asked.page === undefined ? { ok: false } : damaged;
    asked.timer = setTimeout(() => this.done(job, result), asked.page === undefined ? pageMs : answerMs);
  }

  #leave(page: ImagePage): void {
    this.#pages.delete(page);
    const left = [...this.#jobs]
      .filter(([, asked]) => asked.page === page)
      .sort(([, one], [, other]) => one.place - other.place);
    for (const [index, [job, asked]] of left.entries()) {
      // A page does one after the other.
      asked.lost += index === 0 ? 1 : 0;
      if (asked.lost < mostLost) {
        this.#give(job, asked);
      } else {
        this.done(job, { ok: false });
      }
    }
  }
}

const damaged: JobResult<never> = { ok: false, problem: { reason: "damaged" } };
