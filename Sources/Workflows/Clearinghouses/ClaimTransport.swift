// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// How files travel to a clearinghouse and back.
///
/// A file is brought under a name that nobody takes, and then gets its own, so that nobody ever takes a part of it.
protocol ClaimTransport {
  /// Brings bytes, complete and safe, under another name.
  func bring(_ bytes: [UInt8], as partial: String) throws

  /// Gives what was brought its name.
  ///
  /// - Parameter digest: The hash of its bytes.
  func publish(_ partial: String, as file: String, _ digest: Digest) throws -> PlacedFile

  /// Removes what was brought for a file and is not needed.
  func discard(_ partial: String) throws

  /// The names in a folder.
  func names(in folder: String) throws -> [String]

  /// Reads files of a folder.
  ///
  /// - Parameter each: Takes the name and the bytes.
  func read(
    _ names: [String], in folder: String, _ each: (String, [UInt8]) throws -> Void) throws

  /// Puts a file into another folder.
  func move(_ name: String, from folder: String, to other: String) throws
}

/// What became of a file that was to get its name.
enum PlacedFile {
  /// It has it.
  case placed
  /// It had it already.
  case wasThere
  /// It lies under neither name: somebody has taken it, or it is lost.
  case gone
}

/// Folders of this machine, or of one that is mounted here.
struct FolderTransport: ClaimTransport {
  let folder: String

  func bring(_ bytes: [UInt8], as partial: String) throws {
    try Files.makeFolder(folder)
    let path = "\(folder)/\(partial)"
    let file = try StreamedFile(path, partial: path)
    try file.append(bytes)
    try file.seal()
    try Files.secureFolder(of: path)
  }

  func publish(_ partial: String, as file: String, _ digest: Digest) throws -> PlacedFile {
    let (brought, path) = ("\(folder)/\(partial)", "\(folder)/\(file)")
    if Files.exists(path) {
      guard try SHA256.hexadecimal(ofFile: path) == digest.description else {
        throw WorkflowFailure("claims.file-exists", .rejected, ("path", path))
      }
      return .wasThere
    }
    guard Files.exists(brought) else { return .gone }
    try Files.move(brought, to: path)
    try Files.secureFolder(of: path)
    return .placed
  }

  func discard(_ partial: String) throws { try Files.remove("\(folder)/\(partial)") }

  func names(in folder: String) throws -> [String] {
    guard Files.isFolder(folder) else { throw FileFailure(.noFolder, folder, reason: "") }
    return try Files.names(in: folder).filter { !Files.isFolder("\(folder)/\($0)") }
  }

  func read(
    _ names: [String], in folder: String, _ each: (String, [UInt8]) throws -> Void
  ) throws {
    for name in names { try each(name, try Files.read("\(folder)/\(name)")) }
  }

  func move(_ name: String, from folder: String, to other: String) throws {
    try Files.makeFolder(other)
    try Files.move("\(folder)/\(name)", to: "\(other)/\(name)")
  }
}
