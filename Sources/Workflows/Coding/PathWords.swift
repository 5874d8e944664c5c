// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Values

/// The way from words to a code, in words.
enum PathWords {
  /// A step in a sentence.
  static func words(_ step: PathStep) -> String {
    let code = CodeSetID.icd10cm.printed(step.code)
    switch step.kind {
    case "term": return "a term for \(code)"
    case "index": return "the Alphabetic Index leads to \(code)"
    case "title": return "the title of \(code)"
    case "residual-title": return "the title of \(code), for what has no code of its own"
    case "inclusion-term": return "a term listed under \(code)"
    case "modifier": return "the note says more: \(code)"
    case "default": return "nothing more is said: \(code)"
    case "sequence": return "it leads: \(step.source)"
    case "rule": return "rule \(step.source): \(code)"
    default: return "\(step.kind): \(code)"
    }
  }
}
