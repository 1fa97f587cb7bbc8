/** Version of the package, which a copied script has not beside it. */
export const VERSION = '0.1.0'
