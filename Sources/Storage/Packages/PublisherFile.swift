// SPDX-License-Identifier: Apache-2.0

public import Values

/// A file that its publisher offers at an address, for whoever can reach it.
public struct PublisherFile: Sendable {
  /// Who publishes it.
  public let publisher: String
  /// What it carries, in a few words.
  public let carries: String
  /// The address.
  public let url: String

  /// The file's name: the last part of the address.
  public var name: String { url.split(separator: "/").last.map(String.init) ?? url }

  /// Reads the list of `sources.json`; nothing where an entry is incomplete.
  public static func list(_ json: JSON) -> [PublisherFile]? {
    var list: [PublisherFile] = []
    for entry in json["publishers"]?.elements ?? [] {
      guard let publisher = entry["publisher"]?.string, let carries = entry["carries"]?.string,
        let url = entry["url"]?.string
      else { return nil }
      list.append(PublisherFile(publisher: publisher, carries: carries, url: url))
    }
    return list
  }

  /// Downloads the file into a folder by curl, whole or not at all; a file that is there is kept.
  ///
  /// - Returns: The path of the file.
  /// - Throws: ``FileFailure/Code/programFailed`` with the last line that curl printed.
  public func download(into folder: String) throws(FileFailure) -> String {
    let path = "\(folder)/\(name)"
    if Files.exists(path) { return path }
    try Files.makeFolder(folder)
    let partial = "\(path).partial"
    let (status, output) = try Command.start(
      "curl",
      [
        "--fail", "--silent", "--show-error", "--location", "--connect-timeout", "20",
        "--max-time", "900", "--output", partial, url,
      ]
    ).finish()
    guard status == 0 else {
      try Files.remove(partial)
      let last = output.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      throw FileFailure(.programFailed, "curl \(url)", reason: last)
    }
    try Files.move(partial, to: path)
    return path
  }
}
