/** The published password of demo accounts; `serve` refuses any host but loopback while they exist. */
export const DEMO_PASSWORD = 'huying-demo'
