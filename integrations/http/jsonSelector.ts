// One JSONPath (RFC 9535) of bounded cost. The selector comes from a claim, the document from a stranger:
// together they must not be able to keep the process busy.
import { JSONPathEnvironment, jsonpath, type JSONPathQuery } from 'json-p3'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { QuorateError } from '#protocol/errors.ts'
import { jsonDepthMax } from '#protocol/limits.ts'
import { extractedText } from './extractedText.ts'
import { isHeldExactly, type StrictJson } from './strictJson.ts'

/** A path to one value, with a filter or two; each term of a filter is paid once per value of the document. */
export const selectorCharsMax = 512

/** Takes the one selected value out of a document: a string stays a string, anything else becomes canonical JSON. @throws QuorateError NOT_CANONICAL, SELECTOR_NO_MATCH, EXTRACT_REFUSED */
export type JsonSelect = (json: StrictJson) => string

/**
 * Compiles a selector. Refused are: several selectors in one segment, more than one `..`, filters inside filters, `$` and `..`
 * inside a filter, regular expressions, and numbers that a double cannot hold. What is left visits every value at most once per filter term.
 * @throws QuorateError SELECTOR_INVALID
 */
export function compileSelector(selector: string): JsonSelect {
  const invalid = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('SELECTOR_INVALID', { selector: selector.slice(0, selectorCharsMax), problem }, { cause })
  if (selector.length > selectorCharsMax) throw invalid(`it is longer than ${selectorCharsMax} characters`)
  const query = compile(selector, invalid)
  const costly = costProblem(query, 'document')
  if (costly !== undefined) throw invalid(costly)
  return (json) => {
    const nodes = query.query(json.document).nodes
    const [node] = nodes
    if (node === undefined || nodes.length !== 1) throw new QuorateError('SELECTOR_NO_MATCH', { selector, found: nodes.length })
    // a filter compares rounded numbers, so it could pick the neighbour of what was meant
    const lossy = json.lossy.find(
      ({ location }) => selector.includes('?') || node.location.every((step, index) => location[index] === step),
    )
    const refused = (why: string): QuorateError => new QuorateError('EXTRACT_REFUSED', { selector, problem: why })
    if (lossy !== undefined) throw refused(`the number ${lossy.written} cannot be held exactly`)
    return extractedText(typeof node.value === 'string' ? node.value : canonicalJson(node.value), refused)
  }
}

function compile(selector: string, invalid: (problem: string, cause: unknown) => QuorateError): JSONPathQuery {
  // the limit counts the scalar below the deepest array as a level of its own
  const environment = new JSONPathEnvironment({ maxRecursionDepth: jsonDepthMax + 2 })
  environment.functionRegister.delete('match') // a stranger's pattern over a stranger's text can run for ever
  environment.functionRegister.delete('search')
  try {
    return environment.compile(selector)
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** Why a query could visit a value more often than once. */
function costProblem(query: JSONPathQuery, of: 'document' | 'filter'): string | undefined {
  const descents = query.segments.filter((segment) => segment.toString().startsWith('..')).length
  if (descents > (of === 'document' ? 1 : 0)) return of === 'document' ? 'it has more than one ..' : 'it has .. inside a filter'
  for (const { selectors } of query.segments) {
    const [only] = selectors
    if (selectors.length !== 1 || only === undefined) return 'it has several selectors in one segment'
    if (!(only instanceof jsonpath.selectors.FilterSelector)) continue
    if (of === 'filter') return 'it has a filter inside a filter'
    const problem = filterProblem(only.expression)
    if (problem !== undefined) return problem
  }
  return undefined
}

function filterProblem(expression: jsonpath.expressions.FilterExpression): string | undefined {
  const {
    RootQuery,
    RelativeQuery,
    LogicalExpression,
    PrefixExpression,
    InfixExpression,
    FunctionExtension,
    NumberLiteral,
    FilterExpressionLiteral,
  } = jsonpath.expressions
  if (expression instanceof RootQuery) return 'it has $ inside a filter'
  if (expression instanceof RelativeQuery) return costProblem(expression.path, 'filter')
  if (expression instanceof LogicalExpression) return filterProblem(expression.expression)
  if (expression instanceof PrefixExpression) return filterProblem(expression.right)
  if (expression instanceof InfixExpression) return filterProblem(expression.left) ?? filterProblem(expression.right)
  if (expression instanceof FunctionExtension) return expression.args.map(filterProblem).find((problem) => problem !== undefined)
  if (expression instanceof NumberLiteral && !isHeldExactly(expression.token.value))
    return `the number ${expression.token.value} cannot be held exactly`
  return expression instanceof FilterExpressionLiteral ? undefined : 'it has an expression this program does not know'
}
