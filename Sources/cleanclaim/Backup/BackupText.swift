// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// Backups as text.
enum BackupText {
  static func made(_ answer: JSON) -> String {
    let isNew = answer["added"]?.bool ?? true
    return (isNew ? "" : "nothing has changed since\n") + short(answer) + books(answer)
      + "\nsha256 \(answer["sha256"]?.string ?? "")"
  }

  static func proved(_ answer: JSON) -> String {
    "all \(answer["proved"]?.int ?? 0) entries and the running totals are sound\n" + short(answer)
      + books(answer)
  }

  /// A backup in one line.
  static func short(_ answer: JSON) -> String {
    let rows = (answer["tables"]?.elements ?? []).compactMap { $0["rows"]?.int }.reduce(0, +)
    let entries = (answer["books"]?.elements ?? []).compactMap { $0["entries"]?.int }
      .reduce(0, +)
    return "\(answer["path"]?.string ?? "")  \(answer["taken"]?.string ?? "")  "
      + "\(entries) entries, \(rows) rows, \(answer["bytes"]?.int ?? 0) bytes"
      + (answer["whole"]?.bool == true ? ", whole" : "")
  }

  private static func books(_ answer: JSON) -> String {
    (answer["books"]?.elements ?? []).map {
      "\n\($0["practice"]?.string ?? "") head \($0["head"]?.string ?? "")"
    }.joined()
  }
}
