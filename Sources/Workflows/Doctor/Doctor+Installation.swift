// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Glibc
import Storage
import Values

/// What lies in the folder of the installation.
extension Doctor {
  private var home: String { installation.home }

  func folder() -> Check {
    let name = "folder of the installation"
    guard Files.isFolder(home) else {
      return Check(
        name, home, [Self.finding("doctor.no-folder", .informs, ("path", home))])
    }
    do {
      // Whether it can be written is known when it was.
      let file = try StreamedFile("\(home)/doctor")
      try file.append([0x2E])
      try file.seal()
      unlink("\(home)/doctor.\(getpid()).partial")
      return Check(name, home)
    } catch { return Check(name, error) }
  }

  func disk() -> Check {
    let name = "disk space"
    var place = home
    while !Files.exists(place), !place.isEmpty { place = Files.folder(of: place) }
    var status = statvfs()
    guard statvfs(place.isEmpty ? "." : place, &status) == 0 else {
      return Check(name, "not known")
    }
    let free = (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
    let severity: Finding.Severity? = free < 100 ? .rejects : free < 2000 ? .warns : nil
    return Check(
      name, "\(free) MiB free",
      severity.map {
        [Self.finding("doctor.disk-low", $0, ("path", home), ("free", "\(free)"))]
      } ?? [])
  }

  func releases() -> Check {
    let name = "code sets"
    do {
      let store = installation.codebooks
      let releases = try store.releases()
      guard !releases.isEmpty else {
        return Check(name, "none", [Self.finding("doctor.no-code-sets", .warns, ("path", home))])
      }
      var findings: [Finding] = []
      for release in releases {
        do {
          if isQuick { _ = try store.open(release) } else { try store.verify(release) }
        } catch { findings += WorkflowFailure(any: error).findings }
      }
      return Check(name, "\(releases.count) releases", findings)
    } catch { return Check(name, error) }
  }

  func numbers() -> Check {
    let name = "control numbers"
    guard Files.exists("\(home)/numbers/control-numbers.sqlite") else { return Check(name, "none") }
    do {
      let store = try installation.numbers()
      var findings = try store.faults().map {
        Self.finding("doctor.damaged", .rejects, ("reason", $0))
      }
      let open = try store.open().count
      if open > 0 {
        findings.append(Self.finding("doctor.numbers-open", .warns, ("count", "\(open)")))
      }
      return Check(name, "\(try store.counters().count) routes", findings)
    } catch { return Check(name, error) }
  }

  func keys() -> Check {
    let name = "keys"
    let path = installation.keys(nil)
    guard Files.exists(path) else { return Check(name, "none") }
    do { return Check(name, "\(try KeyRing(at: path).keys.count)") } catch {
      return Check(name, error)
    }
  }

  static func isOpenToOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }

  func leftOvers() -> Check {
    let name = "files left over"
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let inside = ((try? Files.tree(home)) ?? []).filter { $0.hasSuffix(".partial") }
    let outside = ((try? Files.names(in: temporary)) ?? [])
      .filter { $0.hasPrefix("cleanclaim-") && $0.utf8.count == 17 }.map { "\(temporary)/\($0)" }
    let left = (inside + outside).filter(Self.isAbandoned)
    return Check(
      name, left.isEmpty ? "none" : "\(left.count)",
      left.map { Self.finding("doctor.left-over", .warns, ("path", $0)) })
  }

  /// Whether the process that a file is named after is gone; where it is named after none, whether an hour has passed.
  private static func isAbandoned(_ path: String) -> Bool {
    let parts = path.split(separator: ".")
    if parts.last == "partial", let number = parts.dropLast().last.flatMap({ pid_t($0) }) {
      return kill(number, 0) != 0 && errno == ESRCH
    }
    var status = stat()
    return stat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > 3600
  }

  func client() -> Check {
    let name = "client of PostgreSQL"
    guard !Database.hasPostgreSQLClient else { return Check(name, "libpq.so.5") }
    let isNeeded = database.flatMap { DatabaseAddress($0) }?.engine == "PostgreSQL"
    return Check(
      name, "not there",
      [Self.finding("database.no-client", isNeeded ? .rejects : .informs, ("reason", "libpq.so.5"))]
    )
  }
}
