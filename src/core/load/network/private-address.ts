import { lookup as lookupByDns, type LookupAddress } from 'node:dns'
import { BlockList, type LookupFunction } from 'node:net'
import { Refusal } from '../admission.ts'

/** What is not open to all (RFC 6890 and its registries, with multicast). In one list, those of IPv6 would take in all of IPv4. */
const NOT_PUBLIC = {
  4: blockList('ipv4', [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
    ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ]),
  6: blockList('ipv6', ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']),
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address, bits] = network.split('/')
    list.addSubnet(address!, Number(bits), family)
  }
  return list
}

/** Whether an address leads to this machine, or to one of a network that is not open to all. */
export const isPrivate = ({ address, family }: LookupAddress): boolean =>
  family === 6 ? NOT_PUBLIC[6].check(address, 'ipv6') : NOT_PUBLIC[4].check(address, 'ipv4')

/** How the addresses of a name are found. */
export type Lookup = (hostname: string, options: { all: true }, done: (error: Error | null, found: LookupAddress[]) => void) => void

/**
 * Looks up a name for the very connection that is made with it, so that the name cannot lead elsewhere in between. One
 * that leads to a private address is refused, unless that address is allowed itself. With `https:` the certificate says
 * who answers, and `localhost` says it by its name (RFC 6761 §6.3).
 */
export function guardedLookup(url: URL, origins: readonly string[], lookup: Lookup = lookupByDns): LookupFunction {
  const isSure = url.protocol === 'https:' || /(?:^|\.)localhost$/.test(url.hostname)
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const unexpected = isSure ? undefined : found?.find((one) => isPrivate(one) && !origins.includes(originAt(url, one)))
      const refusal = unexpected && refusalOf(url, unexpected)
      const [first] = found ?? []
      if (error || refusal || !first) done(error ?? refusal ?? new Error('its name has no address'), '', 0)
      else if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
}

const refusalOf = (url: URL, found: LookupAddress): Refusal =>
  new Refusal(
    `${url.hostname} leads to the private address ${found.address}, which is not allowed`,
    `If that is right, list ${originAt(url, found)} in the option “allow”, too.`,
  )

function originAt(url: URL, { address, family }: LookupAddress): string {
  const at = new URL(url.origin)
  at.hostname = family === 6 ? `[${address}]` : address
  return at.origin
}
