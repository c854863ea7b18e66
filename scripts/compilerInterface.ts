// The compiler's JavaScript interface under the name by which openapi-typescript asks for it.
import { ts } from '@ts-morph/common'

// oxlint-disable-next-line import/no-default-export -- as the package \`typescript\` exports it
export default ts
