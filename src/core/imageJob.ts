import { isImageProblem, isMadeImage } from "./image";
import type { ToHost, ToView } from "./protocol";
import { isCount } from "./shape";

/** Work that any page can do. */
export type ImageJob = Extract<ToView, { type: "makeImage" | "fitImage" }>;

/** What comes of it. */
export type ImageJobDone = Extract<ToHost, { type: "imageMade" | "imageFitted" | "imageNotMade" }>;

/** What a page posted of a job, or undefined when it is not exactly that. */
export function readImageJobDone(message: Readonly<Record<string, unknown>>): ImageJobDone | undefined {
  const { type, job, made, bytes, problem } = message;
  if (!isCount(job)) {
    return undefined;
  }
  switch (type) {
    case "imageMade":
      return isMadeImage(made) ? { type, job, made } : undefined;
    case "imageFitted":
      return bytes instanceof Uint8Array ? { type, job, bytes } : undefined;
    case "imageNotMade":
      return isImageProblem(problem) ? { type, job, problem } : undefined;
    default:
      return undefined;
  }
}
