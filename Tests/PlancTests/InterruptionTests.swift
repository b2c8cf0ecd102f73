import Foundation
import Glibc
import PlancTestSupport
import Testing

/// Whether a file system may be mounted, in a mount namespace of its own.
private let mayMount: Bool = {
  guard getuid() == 0 else { return false }
  let command = ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
  return (try? ChildProcess.run("unshare", command))?.exitCode == 0
}()

struct `An interrupted run` {
  /// Two plans with many tables: files large enough to be caught in the middle.
  private static func plan(_ title: String) -> String {
    Project.plan(tables: (0..<1500).map { "small_table_with_a_long_name_\($0)" })
      .replacing("A small move", with: title)
  }

  @Test func `that was killed at any moment leaves whole files, old or new`() throws {
    let project = try Project(["small": Self.plan("Old")])
    _ = try project.planc("compile")
    let old = project.contents()
    try project.folder.write("plans/small.yaml", Self.plan("New"))
    let rehearsal = try Project(["small": Self.plan("New")])
    let start = ContinuousClock.now
    _ = try rehearsal.planc("compile")
    var span = ContinuousClock.now - start
    let new = rehearsal.contents()
    #expect(old != new)

    var killed = 0
    for step in 0..<200 where step < 20 || killed <= 3 {
      // Each round begins with old files: new ones that arrived are made old again.
      for (path, bytes) in old {
        try project.folder.write("generated/\(path)", bytes: Array(bytes))
      }
      let planc = try ChildProcess(
        PlancProgram.path, ["compile"], environment: PlancProgram.environment,
        workingFolder: project.path)
      // The later half of the run, in which files are written, is met more often.
      usleep(
        UInt32((span * (0.4 + Double(step % 20) / 25)).components.attoseconds / 1_000_000_000_000))
      planc.send(signal: SIGKILL)
      // On a machine that has become quicker, the runs end before the kills.
      if try planc.wait().exitCode == 128 + SIGKILL { killed += 1 } else { span = span * 0.9 }
      for (path, bytes) in project.contents() where !path.hasSuffix(".tmp") {
        #expect(bytes == old[path] || bytes == new[path], "\(path) in round \(step)")
      }
    }
    #expect(killed > 3)
    #expect(try project.planc("compile").exitCode == 0)
    #expect(project.contents() == new)
  }

  @Test(.enabled(if: mayMount, "only root can mount, and not in every container"))
  func `that met a full disk changes nothing and says so`() throws {
    // A file system of its own, in a mount namespace of its own: nothing is left to clean up.
    let project = try Project(["small": Self.plan("Old")])
    let script = """
      set -e
      mkdir small_disk && mount -t tmpfs -o size=16m tmpfs small_disk
      cp -r plans small_disk && cd small_disk
      "$1" compile
      cp -r generated "$2/old"
      sed -i 's/A small move/New/; s/Old/New/' plans/small.yaml
      dd if=/dev/zero of=ballast bs=64k 2>/dev/null || true
      truncate -s -200k ballast
      set +e
      "$1" compile
      code=$?
      find generated -name '*.tmp'
      diff -r generated "$2/old" && echo unchanged
      rm ballast && "$1" compile && "$1" check
      exit $code
      """
    let output = try ChildProcess.run(
      "unshare", ["--mount", "sh", "-c", script, "sh", PlancProgram.path, project.path],
      environment: PlancProgram.environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) {
        $1
      },
      workingFolder: project.path)
    #expect(output.exitCode == 3, "\(output.stdout)\(output.stderr)")
    #expect(output.stderr.contains("cannot be written: No space left on device"))
    #expect(
      output.stdout == """
        generated/: wrote 8 files
        unchanged
        generated/: wrote 8 files
        generated/ is up to date: 8 files

        """)
  }
}
