// Addresses of pages. A bot's address and a fund's name stand in them as they are, encoded.

/** @param seq the moment that it shows; absent: now */
export const botHref = (address: string, seq?: number): string =>
  `/bots/${encodeURIComponent(address)}${seq === undefined ? '' : `?seq=${seq}`}`
export const fundHref = (fundId: string): string => `/funds/${encodeURIComponent(fundId)}`
export const intentHref = (fundId: string, intentHash: string): string => `${fundHref(fundId)}/intents/${intentHash}`
export const approvalHref = (id: string): string => `/approvals/${encodeURIComponent(id)}`
export const incidentHref = (id: string): string => `/incidents/${encodeURIComponent(id)}`
/** @param text what its entries must have in them */
export const auditHref = (text: string): string => (text === '' ? '/audit' : `/audit?text=${encodeURIComponent(text)}`)
/** @param seq the moment to begin at; absent: now */
export const whatIfHref = (address: string, seq?: number): string =>
  `/bots/${encodeURIComponent(address)}/what-if${seq === undefined ? '' : `?seq=${seq}`}`
