// Pictures of all kinds, made here so that what is in them is known to the byte.
export * from "./avifPicture";
export * from "./bmpPicture";
export * from "./browserPictures";
export * from "./gifPicture";
export * from "./jpegPicture";
export * from "./pictureMetadata";
export * from "./pictureParts";
export * from "./pngPicture";
export * from "./webpPicture";
