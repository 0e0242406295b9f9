import * as picture from "../../support/pictures";
import { type Liar, liar, problem, cut, damaged, tooManyPixels, named, unsupported } from "./liar";

const { bytes, big, little } = picture;

const png = picture.png(20, 10, picture.stripes);
const jpeg = picture.jpeg(20, 10, picture.stripes);
const gif = picture.gif(20, 10);
const webp = picture.webp(20, 10, picture.stripes);

const avifBrand = picture.brands("avif");

/** The boxes around the sizes of an AVIF's pictures. */
function meta(...sizes: readonly Uint8Array[]): Uint8Array {
  return picture.box("meta", big(0, 4), picture.box("iprp", picture.box("ipco", ...sizes)));
}

export const otherFiles: readonly Liar[] = [
  liar("empty.png", "", problem("empty")),
  liar("html.png", "<!DOCTYPE html><html><body onload=alert(1)>", named("HTML")),
  liar("html in capitals.png", "\n\n<HTML><SCRIPT>alert(1)</SCRIPT>", named("HTML")),
  liar("html behind a comment.jpg", "<!-- saved --><html></html>", named("HTML")),
  liar("script.gif", "alert(document.cookie)", problem("notAnImage")),
  liar("script.html.png", "<script>alert(1)</script>", named("HTML")),
  liar("feed.png", '<?xml version="1.0"?><rss/>', named("XML")),
  liar("json.webp", '{"image":true}', problem("notAnImage")),
  liar("a name only.gif", "GIF89", problem("notAnImage")),
  liar("script that begins like a GIF", "GIF89a=1;alert(1)//", tooManyPixels),
  liar("text that begins like a BMP", "BMW is a maker of cars", problem("notAnImage")),
  liar("pdf.png", "%PDF-1.7\n1 0 obj", named("PDF")),
  liar("postscript.jpg", "%!PS-Adobe-3.0", named("PostScript")),
  liar("zip.png", "PK\x03\x04aaaa", named("ZIP")),
  liar("gzip.png", bytes(0x1f, 0x8b, 8, 0), named("GZIP")),
  liar("rar.png", "Rar!\x1a\x07\x01\0", named("RAR")),
  liar("elf.png", "\x7fELF\x02\x01", named("ELF")),
  liar("wasm.png", "\0asm\x01\0\0\0", named("WebAssembly")),
  liar("mp4.png", bytes(picture.brands("isom", "mp41"), picture.box("mdat")), named("MP4")),
  liar("mov.png", bytes(picture.brands("qt  "), picture.box("mdat")), named("QuickTime")),
  liar("webm.webp", bytes(0x1a, 0x45, 0xdf, 0xa3, 1), named("WebM")),
  liar("wave.webp", bytes("RIFF", little(36, 4), "WAVEfmt "), named("WAVE")),
  liar("avi.webp", bytes("RIFF", little(36, 4), "AVI LIST"), named("AVI")),
  liar("ico.png", bytes(0, 0, 1, 0, 1, 0, 16, 16), unsupported("ICO")),
  liar("psd.png", "8BPS\0\x01", unsupported("Photoshop")),
  liar("tiff.jpg", "II*\0\x08\0\0\0", unsupported("TIFF")),
  liar("tiff of a Mac.jpg", "MM\0*\0\0\0\x08", unsupported("TIFF")),
  liar("large tiff.jpg", "II+\0\x08\0\0\0", unsupported("TIFF")),
  liar("large tiff of a Mac.jpg", "MM\0+\0\x08\0\0", unsupported("TIFF")),
  liar("heic.jpg", bytes(picture.brands("heic", "mif1"), picture.box("meta")), unsupported("HEIC")),
  liar(
    "heic of another kind.jpg",
    bytes(picture.brands("mif1", "hevc"), picture.box("meta")),
    unsupported("HEIC"),
  ),
  liar("jxl.jpg", bytes(0xff, 0x0a, 1, 2), unsupported("JPEG XL")),
  liar("jxl in boxes.jpg", bytes("\0\0\0\x0cJXL \r\n\x87\n"), unsupported("JPEG XL")),
  liar("jp2 among boxes.jpg", bytes(picture.brands("jp2 "), picture.box("jp2h")), unsupported("JPEG 2000")),
  liar("a camera's raw file.jpg", bytes(picture.brands("crx "), picture.box("moov")), unsupported("CR3")),
  liar(
    "avif with a size that is cut short",
    bytes(avifBrand, meta(picture.box("ispe", 0, 0, 0, 0, 0, 0, 0, 20))),
    damaged,
  ),
  liar(
    "avif whose last box reaches to the end by saying so",
    bytes(avifBrand, meta(picture.pictureSize(20, 10)), big(0, 4), "mdat", "data"),
    "avif 20×10",
  ),
  liar(
    "avif with a length of 64 bits",
    bytes(avifBrand, big(1, 4), "free", big(0, 4), big(20, 4), "data", meta(picture.pictureSize(20, 10))),
    "avif 20×10",
  ),
  liar(
    "avif with a length of 64 bits beyond its end",
    bytes(avifBrand, big(1, 4), "free", big(1, 4), big(20, 4), "data", meta(picture.pictureSize(20, 10))),
    cut,
  ),
  liar(
    "avif filled up with zeros",
    bytes(avifBrand, meta(picture.pictureSize(20, 10)), 0, 0, 0),
    "avif 20×10",
  ),
  liar("avif with a rest", bytes(avifBrand, meta(picture.pictureSize(20, 10)), 1, 0, 0), damaged),
  liar("jp2.jpg", bytes("\0\0\0\x0cjP  \r\n\x87\n"), unsupported("JPEG 2000")),
  liar("j2k.jpg", bytes(0xff, 0x4f, 0xff, 0x51), unsupported("JPEG 2000")),
  liar("svg.png", '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', "svg 30×20"),
  liar("svg of 2 MB", `<svg>${" ".repeat(2_000_000)}</svg>`, problem("tooManyBytes", "SVG")),
  liar("svg with a script.png", "<svg><script>alert(1)</script></svg>", problem("unsafe")),
  liar(
    "svg in UTF-16.png",
    bytes(0xff, 0xfe, Buffer.from("<svg onload='a()'/>", "utf16le")),
    problem("unsafe"),
  ),
  liar(
    "svg in another UTF-16.png",
    Buffer.from("<svg onload='a()'/>", "utf16le").swap16(),
    problem("unsafe"),
  ),
  liar("svg that says UTF-7", '<?xml version="1.0" encoding="UTF-7"?><svg/>', damaged),
  liar("svg that says UTF-16 and is not", '<?xml version="1.0" encoding="UTF-16"?><svg/>', damaged),
  liar("svg that is no UTF-8", bytes("<svg width='5' height='5'>", 0xc3, 0x28, "</svg>"), damaged),
  liar("svg without its end", "<svg><g>", cut),
  liar("svg of 10000 × 10000", "<svg width='10000' height='10000'/>", tooManyPixels),
  liar("svg of no size", "<svg width='0' height='5'/>", damaged),
  liar("png.jpg", png, "png 20×10"),
  liar("jpeg.png", jpeg, "jpeg 20×10"),
  liar("gif.webp", gif, "gif 20×10"),
  liar("webp.gif", webp, "webp 20×10"),
  liar("bmp.png", picture.bmp(20, 10), "bmp 20×10"),
  liar("bmp upside down.png", picture.bmp(20, -10), "bmp 20×10"),
  liar("avif.jpg", picture.avif([20, 10]), "avif 20×10"),
  liar(
    "avif under another first brand",
    bytes(picture.brands("mif1", "avif"), picture.avif([20, 10]).subarray(24)),
    "avif 20×10",
  ),
  liar("avif of tiles", picture.avif([512, 512], [4000, 3000], [160, 120]), "avif 4000×3000"),
];
