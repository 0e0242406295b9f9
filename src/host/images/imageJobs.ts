import type { ImageProblem, MadeImage } from "../../core/image";
import type { ImageLimits } from "../../core/imageLimits";
import type { ToView } from "../../core/protocol";

/** What a page answered to a job. */
export type JobResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ImageProblem };

/** A page that is there and listens. */
export interface ImagePage {
  readonly post: (message: ToView) => void;
}

/**
 * Pictures are decoded and scaled in a page, where a fault of a decoder harms nothing: this gives the work out and
 * takes the results in.
 */
export class ImageJobs {
  readonly #waiting = new Map<number, (result: JobResult<MadeImage | Uint8Array>) => void>();
  #last = 0;

  /** Has an image made of the bytes of a picture. */
  async make(
    page: ImagePage,
    { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
    limits: ImageLimits,
  ): Promise<JobResult<MadeImage>> {
    const result = await this.#ask((job) => page.post({ type: "makeImage", job, name, bytes, limits }));
    if (!result.ok) {
      return result;
    }
    const { value } = result;
    return value instanceof Uint8Array ? damaged : { ok: true, value };
  }

  /** Has an image that is kept made as small as the limits want it. */
  async fit(page: ImagePage, bytes: Uint8Array, limits: ImageLimits): Promise<JobResult<Uint8Array>> {
    const result = await this.#ask((job) => page.post({ type: "fitImage", job, bytes, limits }));
    if (!result.ok) {
      return result;
    }
    const { value } = result;
    return value instanceof Uint8Array ? { ok: true, value } : damaged;
  }

  /** Takes in what a page answered; a job that nobody waits for is dropped. */
  done(job: number, result: JobResult<MadeImage | Uint8Array>): void {
    const resolve = this.#waiting.get(job);
    this.#waiting.delete(job);
    resolve?.(result);
  }

  #ask(post: (job: number) => void): Promise<JobResult<MadeImage | Uint8Array>> {
    this.#last += 1;
    const job = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(job, resolve);
      post(job);
    });
  }
}

const damaged: JobResult<never> = { ok: false, problem: { reason: "damaged" } };
