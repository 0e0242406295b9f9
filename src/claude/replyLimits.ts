import { EgressFailure } from "./egressFailure";

/** The most bytes that are parsed in one piece: one event of a stream, or one whole JSON reply. */
export const longestPieceBytes = 1024 * 1024;

/**
 * The most bytes of one reply, after decompression. The longest honest answer, 128,000 tokens with an event for each, is
 * about 19 MB.
 */
export const longestReplyBytes = 32 * 1024 * 1024;

/** How much of an error's body is read; the API's own are far shorter, and the rest is dropped in silence. */
export const longestErrorBytes = 64 * 1024;

/**
 * Lets a stream of events through until one event, or all of them, is longer than any honest one. It only counts, so
 * that its cost does not grow with what came before.
 */
export function limitEvents(): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  let event = 0;
  let lineIsEmpty = true;
  let afterReturn = false;
  return limiter((chunk, pass) => {
    total += chunk.byteLength;
    requireAtMost(total, longestReplyBytes);
    for (const byte of chunk) {
      if (byte === lineFeed && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = byte === carriageReturn;
      if (byte === lineFeed || byte === carriageReturn) {
        event = lineIsEmpty ? 0 : event + 1;
        lineIsEmpty = true;
      } else {
        event += 1;
        lineIsEmpty = false;
        requireAtMost(event, longestPieceBytes);
      }
    }
    pass(chunk);
  });
}

/** Lets a reply that is parsed in one piece through, up to what can be parsed without a pause that is felt. */
export function limitPiece(): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  return limiter((chunk, pass) => {
    total += chunk.byteLength;
    requireAtMost(total, longestPieceBytes);
    pass(chunk);
  });
}

/** Ends an error's body early, as if it had been that short. */
export function cutErrorBody(): TransformStream<Uint8Array, Uint8Array> {
  let left = longestErrorBytes;
  return limiter((chunk, pass, end) => {
    pass(chunk.subarray(0, left));
    left -= chunk.byteLength;
    if (left <= 0) {
      end();
    }
  });
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function requireAtMost(bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) {
    throw new EgressFailure({ kind: "replyTooLarge", limitBytes });
  }
}

function limiter(
  look: (chunk: Uint8Array, pass: (chunk: Uint8Array) => void, end: () => void) => void,
): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      look(
        chunk,
        (passed) => controller.enqueue(passed),
        () => controller.terminate(),
      );
    },
  });
}
