// SPDX-License-Identifier: Apache-2.0

import Storage
import TransactionSets
import X12

/// The files of acknowledgements: where they go is looked at before anything is judged, and they take
/// their places together at the end.
struct AcknowledgementOutput {
  private struct Wanted {
    let path: String
    let destination: FileDestination
    var answers: [InterchangeAnswer] = []
  }

  private var wanted: [Wanted] = []
  private let numbered: Installation?

  /// Looks at the paths.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files that are wanted; nothing for those that are not.
  ///   - read: The files that are read, which no output may take the place of.
  ///   - numbered: Whose store has the control numbers; each interchange is then a file of its own.
  /// - Throws: ``WorkflowFailure``: `file.over-input`, `file.twice`, `file.not-ordinary`, or what keeps a
  ///   file from being written.
  init(_ paths: [String?], read: [String], numbered: Installation?) throws(WorkflowFailure) {
    self.numbered = numbered
    for path in paths.compactMap(\.self) {
      let destination: FileDestination
      do throws(FileFailure) { destination = try FileDestination(path) } catch {
        throw WorkflowFailure(error)
      }
      if read.contains(where: destination.isFile) {
        throw WorkflowFailure("file.over-input", .usage, ("path", path))
      }
      if wanted.contains(where: { destination.isSame(as: $0.destination) }) {
        throw WorkflowFailure("file.twice", .usage, ("path", path))
      }
      if numbered != nil, !destination.isOrdinary {
        throw WorkflowFailure("file.not-ordinary", .usage, ("path", path))
      }
      wanted.append(Wanted(path: path, destination: destination))
    }
  }

  /// Takes answers for a path.
  mutating func add(_ answers: [InterchangeAnswer], to path: String) {
    guard let index = wanted.firstIndex(where: { $0.path == path }) else { return }
    wanted[index].answers += answers
  }

  /// Writes all files, or none.
  ///
  /// - Returns: The paths of those that have something to say.
  func write() throws -> [String] {
    if let numbered { return try write(NumberedInterchanges(numbered)) }
    var files: [StreamedFile] = []
    for one in wanted where !one.answers.isEmpty {
      let file = try StreamedFile(one.destination)
      for answer in one.answers { try file.append(answer.bytes) }
      files.append(file)
    }
    for file in files { try file.seal() }
    for file in files { try file.finish() }
    return files.map(\.path)
  }

  private func write(_ numbered: NumberedInterchanges) throws -> [String] {
    do {
      for one in wanted {
        let path = Installation.absolute(one.path)
        let folder = Files.folder(of: path)
        for answer in one.answers {
          let draft = try ScratchFile(in: folder)
          try draft.append(answer.bytes)
          try numbered.write(draft, answer.route) { answer.path(path, number: $0) }
        }
      }
    } catch {
      try numbered.giveUp()
      throw error
    }
    let paths = try numbered.place()
    try numbered.confirm()
    return paths
  }
}

/// An interchange in answer to another, as it is before or after it got its number.
struct InterchangeAnswer {
  /// From whom to whom.
  let route: NumberRoute
  /// What it says.
  var bytes: [UInt8]

  init(_ header: InterchangeHeader, _ bytes: [UInt8]) {
    route = NumberRoute(
      sender: "\(header.sender.qualifier):\(header.sender.id)",
      receiver: "\(header.receiver.qualifier):\(header.receiver.id)")
    self.bytes = bytes
  }

  /// A path with the parties and the control number in it, which counts for each pair of them:
  /// `999.edi` becomes `999-ZZPAYER-ZZCLINIC-000000042.edi`.
  func path(_ path: String, number: Int) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.dropFirst().lastIndex(of: ".").map { name[$0...] } ?? ""
    let parties = [route.sender, route.receiver].map(Self.fileName).joined(separator: "-")
    return "\(path.dropLast(ending.count))-\(parties)-\(NumberedInterchanges.nineDigits(number))"
      + ending
  }

  /// A party as names of files have it; what might mean something else there is written in hexadecimal.
  private static func fileName(_ party: String) -> String {
    party.utf8.reduce(into: "") { name, byte in
      switch byte {
      case 0x3A: break
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%\(String(byte, radix: 16, uppercase: true))"
      }
    }
  }
}
