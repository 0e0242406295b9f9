const pictureName = /\.(?:png|jpe?g|jfif|gif|webp|bmp|avif|svg|tiff?|hei[cf])$/i;

/** Whether a file says of itself that it is a picture; what it really is, its bytes tell later. */
export function isPictureFile({ type, name }: Pick<File, "type" | "name">): boolean {
  return type.startsWith("image/") || (type === "" && pictureName.test(name));
}

/**
 * The pictures that a paste is about. Spreadsheets put a picture of the cells beside their text: then the text is meant,
 * unless it only names the files.
 */
export function pastedPictures(data: DataTransfer): readonly File[] {
  const pictures = [...data.files].filter(isPictureFile);
  const text = data.getData("text/plain").trim();
  const names = pictures.map(({ name }) => name);
  const namesOnly = text.split(/\r?\n/).every((line) => names.some((name) => line.trim().endsWith(name)));
  return text === "" || namesOnly ? pictures : [];
}
