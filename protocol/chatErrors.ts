// What can go wrong in the chats and with what is connected to them: rows of the one table of errors.
import { row } from './errorRow.ts'

/** Exit codes are those of errors.ts. */
export const chatErrors = {
  NOTHING_WAITS: row(3, false, 'there is no {kind} now to {command}', 'see those that are over: ./quorate approval list --all'),
  LINK_REFUSED: row(
    4,
    false,
    'this code links nobody: {problem}',
    'make another one where you are signed in: ./quorate link code',
  ),
  NOT_LINKED: row(
    4,
    false,
    'nobody here knows who you are',
    'type link code in a terminal or at the console, then say here: link <code>',
  ),
  LINKS_DISAGREE: row(
    4,
    false,
    'your links in several servers do not agree: {problem}; so a message to the bot itself is nobody’s',
    'say it in the server; or make a code where you are signed in (./quorate link code) and say here: link <code>',
  ),
  NOT_IN_A_CHAT: row(2, false, '{command} is said in a messenger: it is about who says it there', 'say it in Slack or Discord'),
  UNKNOWN_LINK: row(3, false, 'no link {id}', 'list them: ./quorate link list'),
  NOT_YOURS: row(4, false, 'this was put to somebody else', 'say the command yourself'),
  PRESS_STALE: row(4, false, 'it has changed since this button was made: it is {state}', 'look at the card again'),
  PRESS_REFUSED: row(2, false, 'this button is not of this program, or of an older one', 'say the command instead'),
  QUESTION_OVER: row(
    4,
    false,
    'no question waits for that answer: it was answered, given up, or too long ago',
    'say the command again',
  ),
  LINE_TOO_LONG: row(2, false, 'a line of {chars} characters is longer than {charsMax}', 'say it in fewer words'),
  SEAL_REFUSED: row(
    7,
    false,
    'what is sealed cannot be opened: {problem}',
    'give the key that it was sealed under (QUORATE_CHAT_KEY), or connect anew',
  ),
  INPUTS_MISSING: row(
    2,
    false,
    '{command} needs {names}',
    'give each as name=value, or ask in a chat: it asks for them one by one',
  ),
  MESSENGER_LIMITED: row(6, true, '{messenger} wants {retryAfterMs} ms of rest', 'nothing: it is sent when the time is up'),
  MESSENGER_UNREACHABLE: row(
    5,
    true,
    '{messenger} does not answer: {problem}',
    'look at its status page; what waits is sent later',
  ),
  MESSENGER_REFUSED: row(4, false, '{messenger} refuses: {problem}', 'invite the bot to the channel and check its scopes'),
  MESSENGER_GONE: row(4, false, '{messenger} workspace {workspace} has removed the app', 'install it again in that workspace'),
  CARD_UNSHOWABLE: row(3, false, 'nothing is known of {subject}', 'see what there is: ./quorate bots'),
  PICTURE_FAILED: row(
    70,
    true,
    'the statechart of {bot} could not be drawn: {problem}',
    'ask again, or see it on the bot’s page in the console',
  ),
  FILE_NOT_WRITTEN: row(
    5,
    false,
    '{file} cannot be written: {problem}',
    'name a file in a folder that is there and that you may write in',
  ),
  UNKNOWN_PLACE: row(
    3,
    false,
    'no place to post in: {problem}',
    'type it in the channel itself, or name it: --place slack:T1:C1 (messenger, workspace, channel)',
  ),
  NOT_SUBSCRIBED: row(3, false, '{place} is told of nothing', 'list who is: ./quorate subscription list'),
} as const
