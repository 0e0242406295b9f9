import type { WorkOrder, WorkResult } from "./imageWork";
import { wholeBuffer } from "./ownBytes";
import { ImageWorkshop } from "./workshop";

const workshop = new ImageWorkshop();

addEventListener("message", (event: MessageEvent<WorkOrder>) => {
  void workshop.work(event.data).then(reply);
});

function reply(result: WorkResult): void {
  const whole = inWholeBuffers(result);
  postMessage(whole, { transfer: buffersOf(whole) });
}

function inWholeBuffers(result: WorkResult): WorkResult {
  switch (result.type) {
    case "made": {
      const { bytes, thumbnail, fitted } = result.made;
      const made = { ...result.made, bytes: wholeBuffer(bytes), thumbnail: wholeBuffer(thumbnail) };
      return fitted === undefined
        ? { ...result, made }
        : { ...result, made: { ...made, fitted: { ...fitted, bytes: wholeBuffer(fitted.bytes) } } };
    }
    case "fitted":
    case "svg":
      return { ...result, bytes: wholeBuffer(result.bytes) };
    case "failed":
      return result;
  }
}

function buffersOf(result: WorkResult): Transferable[] {
  switch (result.type) {
    case "made": {
      const { bytes, thumbnail, fitted } = result.made;
      const all = [bytes, thumbnail, ...(fitted === undefined ? [] : [fitted.bytes])];
      return all.map((one) => wholeBuffer(one).buffer);
    }
    case "fitted":
    case "svg":
      return [wholeBuffer(result.bytes).buffer];
    case "failed":
      return [];
  }
}
