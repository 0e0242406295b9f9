import type { Localizer } from "./failureText";
import type { ImageProblem } from "./image";

/**
 * Why nothing can be made of a picture, as a sentence.
 * @param name the file's, or what else the person knows it by
 */
export function imageProblemText({ reason, format }: ImageProblem, name: string, l10n: Localizer): string {
  switch (reason) {
    case "empty":
      return l10n.t("{0} is empty.", name);
    case "notAnImage":
      return format === undefined
        ? l10n.t("{0} is not an image.", name)
        : l10n.t("{0} is not an image: it is {1}.", name, format);
    case "unsupported":
      return l10n.t(
        "{0} is a {1} image, which cannot be read here. Save it as PNG or JPEG.",
        name,
        format ?? "",
      );
    case "cut":
      return l10n.t("{0} is not complete: its end is missing.", name);
    case "damaged":
      return l10n.t("{0} is damaged and cannot be read.", name);
    case "tooManyPixels":
      return l10n.t("{0} has more than 40 megapixels. Make it smaller and try again.", name);
    case "tooManyBytes":
      return format === "SVG"
        ? l10n.t("{0} is an SVG image of more than 1 MB. Save it as PNG.", name)
        : l10n.t("{0} is larger than 32 MB. Make it smaller and try again.", name);
    case "unsafe":
      return l10n.t("{0} holds scripts or refers to something outside of it. Save it as PNG.", name);
  }
}
