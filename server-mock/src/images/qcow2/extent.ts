/** Where the bytes of a part of the disk are. */
export type Extent =
  /** Nowhere: they are all zero. */
  | { readonly kind: 'zero'; readonly length: number }
  /** In the file as they are; what is behind its end is zero. */
  | { readonly kind: 'stored'; readonly at: number; readonly length: number }
  /** In one compressed cluster. */
  | {
      readonly kind: 'packed'
      /** Place of the compressed bytes in the file. */
      readonly at: number
      /** Most that they can be; what is behind their end belongs to others. */
      readonly size: number
      /** Bytes of the cluster before the part. */
      readonly skip: number
      readonly length: number
    }
