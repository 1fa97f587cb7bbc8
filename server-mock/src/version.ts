/** Version of the server, as `/info` tells it. */
export const VERSION = 'v3.11.0-metalwright-0.1.0'
