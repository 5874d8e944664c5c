// SPDX-License-Identifier: Apache-2.0

import Values

/// The journal as comma-separated text, a line a posting.
public enum JournalTable {
  /// The names of the columns, as the first line.
  public static let heading =
    "entry,effective,posted,kind,memo,key,reverses,source,hash,account,debit,credit,"
    + "patient,guarantor,payer,claim,line\r\n"

  /// The lines of an entry.
  ///
  /// Source: RFC 4180 (quotes, line ends).
  public static func lines(of kept: LedgerEntry) -> String {
    let entry = kept.entry
    let start = [
      "\(kept.sequence)", entry.effective.description, entry.posted.description,
      entry.kind.rawValue, entry.memo?.description ?? "", quoted(entry.key.description),
      entry.reverses.map(String.init) ?? "", entry.source.description, kept.hash.description,
    ].joined(separator: ",")
    return entry.postings.map { posting in
      let subject = posting.subject
      return [
        start, posting.account.description,
        posting.amount > .zero ? posting.amount.description : "",
        posting.amount > .zero ? "" : (-posting.amount).description,
        quoted(subject.patient?.description ?? ""), quoted(subject.guarantor?.description ?? ""),
        quoted(subject.payer?.description ?? ""), quoted(subject.claim?.description ?? ""),
        subject.line.map(String.init) ?? "",
      ].joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C }) else { return text }
    var quoted = "\""
    for character in text {
      if character == "\"" { quoted += "\"" }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
