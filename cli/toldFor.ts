// Commands that a person is told to type, as they are typed for one instance.

/** A command as a text tells it, up to where the text goes on with something else. */
const told = /\.\/quorate(?= )[^\n;,)`]*/g
/** Names its instance already, or is about none. */
const stands = / --(?:instance|help)\b/

/** How the program is called for an instance. */
export const typedFor = (instance: string): string => (instance === 'default' ? './quorate' : `./quorate --instance ${instance}`)

/** A text whose commands can be typed as they stand: each names the instance, unless it is the one nobody names. */
export const toldFor = (instance: string, text: string): string =>
  text.replaceAll(told, (command) => (stands.test(command) ? command : command.replace('./quorate', typedFor(instance))))
