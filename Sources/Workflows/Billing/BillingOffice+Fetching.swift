// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

extension BillingOffice {
  /// Fetches the answers of a clearinghouse: acknowledgements go to the claims, remittances are posted.
  ///
  /// A file that was taken before changes nothing. One that cannot be read is left where it is, and told.
  ///
  /// - Returns: `files`, the counts of ``acknowledge(_:by:)``, `remittances` and `findings`.
  /// - Throws: ``WorkflowFailure``: `clearinghouses.no-answers`, or where the place cannot be reached.
  public func fetch(
    from house: Clearinghouse, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    guard let answers = house.answersFolder else {
      throw WorkflowFailure("clearinghouses.no-answers", .usage, ("name", house.name))
    }
    return try asWorkflow {
      let folder = house.host == nil ? Installation.absolute(answers) : answers
      let transport = house.transport
      var counts: [String: Int] = [:]
      var findings: [Finding] = []
      var posted: [JSON] = []
      var refused: [JSON] = []
      let names = try transport.names(in: folder).filter(house.isAnswer)
      try transport.read(names, in: folder) { name, bytes in
        do {
          let batch = try acknowledge(bytes, name, user)
          counts.merge(batch.counts) { $0 + $1 }
          findings += batch.findings
          if Self.hasRemittances(bytes) {
            let local = try Files.temporary(bytes)
            defer { try? Files.remove(local) }
            let answer = try post([local], by: user)
            posted += answer["remittances"]?.elements ?? []
            refused += answer["findings"]?.elements ?? []
          }
          if let read = house.readFolder {
            try transport.move(
              name, from: folder, to: house.host == nil ? Installation.absolute(read) : read)
          }
        } catch let failure as WorkflowFailure where failure.kind == .unusable {
          findings.append(
            Finding(
              "clearinghouses.unreadable", .warns, at: .claim, facts: [.init("path", name)]))
        }
      }
      let answer = Self.json(counts, findings)
      return .object(
        [.init("files", .int(names.count))]
          + answer.members.map { member in
            guard member.name == "findings" else { return member }
            return .init("findings", .array(member.value.elements + refused))
          } + [.init("remittances", .array(posted))])
    }
  }

  /// Whether there is an 835 among the transaction sets of a file.
  private static func hasRemittances(_ bytes: [UInt8]) -> Bool {
    let mark = Array("ST".utf8)
    guard bytes.count > 106 else { return false }
    var pattern = mark
    pattern.append(bytes[3])
    pattern += Array("835".utf8)
    return bytes.indices.dropLast(pattern.count).contains { index in
      bytes[index] == pattern[0] && bytes[index..<index + pattern.count].elementsEqual(pattern)
    }
  }
}
