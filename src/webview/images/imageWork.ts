import type { ImageProblem, MadeImage, Size } from "../../core/image";
import type { ImageEdits } from "../../core/imageEdits";
import type { ImageLimits } from "../../core/imageLimits";

/** What the worker is asked for, one thing at a time. */
export type WorkOrder =
  /** Makes an image of a picture's file. */
  | { readonly type: "make"; readonly bytes: Uint8Array; readonly limits: ImageLimits }
  /** Makes an image of a picture that the page itself has drawn. */
  | { readonly type: "makeDrawn"; readonly drawn: ImageBitmap; readonly limits: ImageLimits }
  /** Makes an image that is kept as small as the limits want it. */
  | { readonly type: "fit"; readonly bytes: Uint8Array; readonly limits: ImageLimits }
  /** Makes another image of one that is kept. */
  | {
      readonly type: "edit";
      readonly bytes: Uint8Array;
      readonly edits: ImageEdits;
      readonly limits: ImageLimits;
    };

/** What came of it. */
export type WorkResult =
  | { readonly type: "made"; readonly made: MadeImage; readonly hash: string }
  | { readonly type: "fitted"; readonly bytes: Uint8Array }
  /** Only a page can draw an SVG. This one refers to nothing outside of itself. */
  | { readonly type: "svg"; readonly bytes: Uint8Array; readonly size: Size }
  | { readonly type: "failed"; readonly problem: ImageProblem };
