-- Lines hold their blocked builds themselves again, as an older Davy reads them.
update lines set state = (state - 'blockedHead') || jsonb_build_object('blocked', coalesce(
  (select jsonb_agg(blocked order by place) from blocked_builds where blocked_builds.service = lines.service), '[]'))
  where state ? 'blockedHead';
drop table blocked_builds;
