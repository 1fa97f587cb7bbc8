import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  Scalar,
} from 'yaml'
import type { JsonObject, JsonValue } from '../models/json.ts'
import { type DocumentLimits, FORBIDDEN_KEY } from './limits.ts'
import { type PlainScalar, plainScalar } from './plain-scalar.ts'

const TAG = 'tag:yaml.org,2002:'
/** More than a reader of the message would look at. */
const MAX_FAULTS = 50

/** Ends the walk: nothing more can be said about the document. */
class Stop extends Error {}

/** A parsed document as JSON, or what is wrong with it. */
export interface YamlValue {
  readonly value: JsonValue
  readonly faults: readonly string[]
}

/**
 * Turns a parsed YAML document, whose scalars are still texts, into JSON: aliases are written out, merge keys
 * applied, and every key stands once. All within the limits, so that a few lines cannot stand for gigabytes.
 */
export function yamlValue(document: Document.Parsed, lines: LineCounter, limits: DocumentLimits): YamlValue {
  const walk = new Walk(lines, limits)
  try {
    const value = walk.value(document.contents, 1)
    return { value, faults: walk.faults }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { value: null, faults: walk.faults }
  }
}

class Walk {
  readonly faults: string[] = []
  readonly #lines: LineCounter
  readonly #limits: DocumentLimits
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<Node>()
  #values = 0

  constructor(lines: LineCounter, limits: DocumentLimits) {
    this.#lines = lines
    this.#limits = limits
  }

  value(node: Node | null, depth: number): JsonValue {
    if (node === null) return null
    if (isAlias(node)) return this.#alias(node.source, node, depth)
    this.#values += 1
    if (this.#values > this.#limits.values) {
      throw this.#stop(node, `the document stands for more than ${this.#limits.values} values`)
    }
    if (isScalar(node)) {
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
      return this.#scalar(node)
    }
    if (depth > this.#limits.depth) {
      throw this.#stop(node, `more than ${this.#limits.depth} lists and maps within each other`)
    }
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
    this.#open.add(node)
    let value: JsonValue = null
    if (isSeq<Node>(node)) {
      this.#collection(node, 'seq')
      value = node.items.map((item) => this.value(item, depth + 1))
    } else if (isMap<Node, Node>(node)) {
      this.#collection(node, 'map')
      value = this.#map(node.items, depth)
    }
    this.#open.delete(node)
    return value
  }

  #alias(name: string, node: Node, depth: number): JsonValue {
    const target = this.#anchors.get(name)
    if (target === undefined) return this.#fault(node, `*${name} stands for nothing: no &${name} before it`)
    if (this.#open.has(target)) return this.#fault(node, `*${name} contains itself`)
    return this.value(target, depth)
  }

  #map(pairs: readonly Pair<Node, Node | null>[], depth: number): JsonObject {
    const own = new Map<string, JsonValue>()
    const merged = new Map<string, JsonValue>()
    for (const pair of pairs) {
      if (isMerge(pair.key)) {
        for (const [key, value] of this.#merge(pair, depth)) if (!merged.has(key)) merged.set(key, value)
        continue
      }
      const key = this.#key(pair.key)
      if (own.has(key)) this.#fault(pair.key, `the key ${JSON.stringify(key)} stands twice in one map`)
      own.set(key, this.value(pair.value ?? null, depth + 1))
    }
    const entries = [...own]
    for (const [key, value] of merged) if (!own.has(key)) entries.push([key, value])
    return Object.fromEntries(entries)
  }

  #merge({ key, value }: Pair<Node, Node | null>, depth: number): [string, JsonValue][] {
    const sources = this.value(value ?? null, depth + 1)
    const list = Array.isArray(sources) ? sources : [sources]
    return list.flatMap((source) => {
      if (source !== null && typeof source === 'object' && !Array.isArray(source))
        return Object.entries(source)
      this.#fault(key, '<< takes a map or a list of maps')
      return []
    })
  }

  #key(node: Node): string {
    const value = isAlias(node)
      ? this.#alias(node.source, node, 1)
      : isScalar(node)
        ? this.#scalar(node)
        : null
    if (value === null || typeof value === 'object') {
      this.#fault(node, 'a key of a map is a text')
      return ''
    }
    const key = String(value)
    if (key === FORBIDDEN_KEY) throw this.#stop(node, `the key ${FORBIDDEN_KEY} is not allowed`)
    return key
  }

  #scalar(node: Scalar): PlainScalar {
    const text = String(node.value ?? '')
    if (!text.isWellFormed()) this.#fault(node, 'a text with half of a character')
    const tag = node.tag ?? ''
    if (tag === `${TAG}str` || tag === '!') return text
    if (tag === '' && node.type !== undefined && node.type !== Scalar.PLAIN) return text
    try {
      const value = plainScalar(text)
      if (tag === '' || fits(tag, value)) return value
      return this.#fault(node, `${JSON.stringify(text)} is not of the type ${tag.replace(TAG, '!!')}`)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return this.#fault(node, error.message)
    }
  }

  #collection(node: Node, kind: 'map' | 'seq'): void {
    const { tag } = node
    if (tag !== undefined && tag !== '!' && tag !== `${TAG}${kind}`) {
      this.#fault(node, `the type ${tag.replace(TAG, '!!')} is not known`)
    }
  }

  #fault(node: Node, text: string): null {
    this.faults.push(`line ${this.#lines.linePos(node.range?.[0] ?? 0).line}: ${text}`)
    if (this.faults.length >= MAX_FAULTS) throw new Stop()
    return null
  }

  #stop(node: Node, text: string): Stop {
    this.#fault(node, text)
    return new Stop()
  }
}

function isMerge(node: Node): boolean {
  return isScalar(node) && node.value === '<<' && (node.type === undefined || node.type === Scalar.PLAIN)
}

function fits(tag: string, value: PlainScalar): boolean {
  switch (tag) {
    case `${TAG}null`:
      return value === null
    case `${TAG}bool`:
      return typeof value === 'boolean'
    case `${TAG}int`:
      return Number.isInteger(value)
    case `${TAG}float`:
      return typeof value === 'number'
    default:
      return false
  }
}
