import type { APIError } from "@anthropic-ai/sdk/error";
import { isObject } from "../core/shape";

/** So many places of a request are read of what the API names. */
const mostPaths = 100;

/**
 * Where in the request the images are that the API refuses, as it names the places; empty where it names none, and
 * undefined where its refusal is about something else.
 */
export function refusedImages(error: APIError, words: string | undefined): readonly string[] | undefined {
  if (error.errorCode === "image_dimensions_too_large") {
    return pathsIn(error.details);
  }
  const named = [...(words ?? "").matchAll(/\bmessages\.\d{1,6}\.content\.\d{1,6}\.image\b[\w.]*/g)];
  if (named.length > 0) {
    return named.slice(0, mostPaths).map(([path]) => path);
  }
  // The API has no code for these, only sentences.
  return /could not process image|image (?:dimensions|exceeds|cannot be empty)|unable to (?:download|fetch)[^.]{0,40}(?:image|file|url)/i.test(
    words ?? "",
  )
    ? []
    : undefined;
}

function pathsIn(details: unknown): readonly string[] {
  const paths = isObject(details) ? details["paths"] : undefined;
  return Array.isArray(paths)
    ? paths.slice(0, mostPaths).filter((path): path is string => typeof path === "string")
    : [];
}
