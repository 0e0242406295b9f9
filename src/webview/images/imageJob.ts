import type { ImageJob, ImageJobDone } from "../../core/imageJob";
import type { ImageMaker } from "./imageMaker";

/** Does what the host asks any page for, and answers. */
export async function doImageJob(
  { type, job, bytes, limits }: ImageJob,
  maker: ImageMaker,
  post: (done: ImageJobDone) => void,
): Promise<void> {
  if (type === "makeImage") {
    const outcome = await maker.make(bytes, limits);
    post(
      outcome.ok
        ? { type: "imageMade", job, made: outcome.made }
        : { type: "imageNotMade", job, problem: outcome.problem },
    );
  } else {
    const outcome = await maker.fit(bytes, limits);
    post(
      outcome.ok
        ? { type: "imageFitted", job, bytes: outcome.bytes }
        : { type: "imageNotMade", job, problem: outcome.problem },
    );
  }
}
