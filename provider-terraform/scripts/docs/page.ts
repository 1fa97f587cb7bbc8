/** What stands in front of a page and in its title. */
export interface PageHead {
  /** Title of the page in the registry. */
  readonly title: string
  /** Markdown; the first sentence of it is the summary of the page. */
  readonly description: string
}

/** A page of the registry: front matter and sections. */
export function page({ title, description }: PageHead, ...sections: readonly string[]): string {
  const head = [
    '---',
    `page_title: "${title}"`,
    'subcategory: ""',
    'description: |-',
    `  ${firstSentence(description)}`,
    '---',
  ]
  return `${head.join('\n')}\n\n${sections.join('\n\n')}\n`
}

/** A code block. */
export function code(language: string, body: string): string {
  return `\`\`\`${language}\n${body}\n\`\`\``
}

function firstSentence(markdown: string): string {
  return /^.*?\.(?=\s|$)/s.exec(markdown)?.[0] ?? markdown
}
