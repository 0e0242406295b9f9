const pictureName = /\.(?:png|jpe?g|jfif|gif|webp|bmp|avif|svg|tiff?|hei[cf])$/i;

/** Whether a file says of itself that it is a picture; what it really is, its bytes tell later. */
export function isPictureFile({ type, name }: Pick<File, "type" | "name">): boolean {
  return type.startsWith("image/") || (type === "" && pictureName.test(name));
}
